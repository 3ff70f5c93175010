# corpus: strict not checked
"""Everything slow is only scheduled under the lock, never run there."""
from __future__ import annotations

import queue
import sqlite3
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Callable

import bcrypt
import requests


def _push(url: str, body: dict) -> int:
    return requests.post(url, json=body, timeout=3).status_code


def _save(path: str, name: str) -> None:
    conn = sqlite3.connect(path)
    conn.execute("INSERT INTO members VALUES (?)", (name,))
    conn.commit()


class Dispatcher:
    def __init__(self, url: str, path: str) -> None:
        self._url = url
        self._path = path
        self._lock = threading.Lock()
        self._executor = ThreadPoolExecutor(max_workers=4)
        self._outbox: queue.Queue = queue.Queue(maxsize=100)
        self._hooks: list[Callable[[], object]] = []
        self._pending: dict[str, Future] = {}

    def join(self, name: str) -> None:
        with self._lock:
            self._pending[name] = self._executor.submit(_push, self._url, {"joined": name})
            self._hooks.append(lambda: _save(self._path, name))
            self._hooks.append(partial(_push, self._url, {"hello": name}))

    def leave(self, name: str) -> None:
        with self._lock:
            worker = threading.Thread(target=_save, args=(self._path, name), daemon=True)
            worker.start()
            self._outbox.put_nowait(("left", name))

    def hasher(self, password: bytes) -> Callable[[bytes], bool]:
        with self._lock:

            def check(digest: bytes) -> bool:
                return bcrypt.checkpw(password, digest)

            self._hooks.append(lambda: check(b""))
        return check

    def settle(self, name: str) -> int:
        with self._lock:
            future = self._pending.pop(name)
        return future.result(timeout=5.0)

    def run_hooks(self) -> int:
        with self._lock:
            hooks, self._hooks = self._hooks, []
        for hook in hooks:
            hook()
        return len(hooks)

    def drain(self) -> None:
        while True:
            kind, name = self._outbox.get(timeout=1.0)
            _push(self._url, {kind: name})
