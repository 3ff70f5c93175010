# corpus: strict not checked
"""Slow work is handed over under the lock, never done under it."""
from __future__ import annotations

import queue
import smtplib
import sqlite3
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

import requests

_pool = ThreadPoolExecutor(4)
_tasks: queue.SimpleQueue = queue.SimpleQueue()


def _send(to: str, body: str) -> None:
    with smtplib.SMTP("mx.example.net", timeout=5) as smtp:
        smtp.sendmail("noreply@example.net", [to], body)


def _record(path: str, row: tuple) -> None:
    conn = sqlite3.connect(path)
    conn.execute("INSERT INTO log VALUES (?, ?)", row)
    conn.commit()


class Dispatcher:
    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._pending: dict[str, Future] = {}
        self._hooks: list = []
        self._after: list = []

    def submit(self, to: str, body: str) -> int:
        with self._lock:
            self._pending[to] = _pool.submit(_send, to, body)
            _pool.submit(lambda: time.sleep(1))
            return len(self._pending)

    def spawn(self, url: str) -> None:
        def ping() -> None:
            requests.get(url, timeout=3)

        with self._lock:
            thread = threading.Thread(target=ping, daemon=True)
            self._hooks.append(thread.name)
        thread.start()

    def define(self, url: str) -> int:
        with self._lock:

            def later() -> None:
                requests.post(url, json={"n": len(self._hooks)}, timeout=3)

            self._after.append(later)
            self._after.append(partial(_record, self._path, (url, "later")))
            self._after.append(lambda: _send("ops@example.net", url))
            return len(self._after)

    def enqueue(self, to: str) -> None:
        with self._lock:
            _tasks.put_nowait(partial(_send, to, "hello"))
            self._hooks.append(to)

    def run_after(self) -> None:
        with self._lock:
            batch = list(self._after)
            self._after.clear()
        for fn in batch:
            fn()

    def collect(self, to: str) -> None:
        with self._lock:
            future = self._pending.pop(to, None)
            done = future is not None and future.done()
        if future is not None and not done:
            future.result(timeout=5)

    def schedule(self, to: str) -> None:
        with self._lock:
            timer = threading.Timer(5.0, _send, args=(to, "reminder"))
            self._hooks.append(timer.name)
        timer.start()
