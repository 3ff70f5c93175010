from __future__ import annotations

import os
import queue
import threading

from .logs import log


class Writer:
    """One thread owns the disk."""

    def __init__(self, limit: int = 200) -> None:
        self._jobs: queue.Queue[tuple[str, str] | None] = queue.Queue(maxsize=limit)
        self._lock = threading.Lock()
        self._written = 0
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        with self._lock:
            if self._thread is not None:
                return
            self._thread = threading.Thread(target=self._loop, daemon=True)
            thread = self._thread
        thread.start()

    def enqueue(self, path: str, text: str) -> None:
        self._jobs.put((path, text), timeout=5)

    def try_enqueue(self, path: str, text: str) -> bool:
        with self._lock:
            try:
                self._jobs.put_nowait((path, text))
            except queue.Full:
                return False
            self._written += 1
            return True

    def _loop(self) -> None:
        while True:
            job = self._jobs.get()
            if job is None:
                return
            path, text = job
            self._save(path, text)
            with self._lock:
                self._written += 1
            log.debug("wrote %s", path)

    @staticmethod
    def _save(path: str, text: str) -> None:
        tmp = path + ".tmp"
        with open(tmp, "w", encoding="utf-8") as fh:
            fh.write(text)
            fh.flush()
            os.fsync(fh.fileno())
        os.replace(tmp, path)

    def stop(self) -> None:
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._jobs.put(None, timeout=5)
            thread.join(timeout=10)

    def written(self) -> int:
        with self._lock:
            return self._written
