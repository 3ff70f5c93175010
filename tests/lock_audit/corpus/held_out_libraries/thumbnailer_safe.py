# corpus: strict not checked
from __future__ import annotations

import os
import subprocess
import tempfile
import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Iterator, Tuple

Key = Tuple[str, int]


class ThumbnailError(Exception):
    pass


class Thumbnailer:
    def __init__(self, folder: str, workers: int = 2, keep: int = 256) -> None:
        self._folder = folder
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix="thumb")
        self._processes = threading.Semaphore(workers)
        self._lock = threading.Lock()
        self._running: dict[Key, Future] = {}
        self._done: "OrderedDict[Key, str]" = OrderedDict()
        self._keep = keep

    @contextmanager
    def _slot(self, timeout: float = 30.0) -> Iterator[None]:
        if not self._processes.acquire(timeout=timeout):
            raise ThumbnailError("too busy")
        try:
            yield
        finally:
            self._processes.release()

    def _convert(self, key: Key) -> str:
        source, size = key
        fd, target = tempfile.mkstemp(suffix=".jpg", dir=self._folder)
        os.close(fd)
        with self._slot():
            code = subprocess.run(
                ["convert", source, "-resize", f"{size}x{size}", target], timeout=60
            ).returncode
        if code != 0:
            os.unlink(target)
            raise ThumbnailError(source)
        return target

    def _finished(self, key: Key, future: Future) -> None:
        doomed = []
        target = future.result() if future.exception() is None else None
        with self._lock:
            self._running.pop(key, None)
            if target is not None:
                self._done[key] = target
                while len(self._done) > self._keep:
                    doomed.append(self._done.popitem(last=False)[1])
        for path in doomed:
            os.unlink(path)

    def request(self, source: str, size: int) -> Future:
        key = (source, size)
        with self._lock:
            future = self._running.get(key)
            if future is not None:
                return future
            future = self._executor.submit(self._convert, key)
            self._running[key] = future
        future.add_done_callback(lambda done: self._finished(key, done))
        return future

    def thumbnail(self, source: str, size: int, timeout: float = 90.0) -> str:
        with self._lock:
            path = self._done.get((source, size))
        return path or self.request(source, size).result(timeout)
