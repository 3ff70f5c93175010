# corpus: strict not checked
"""Limiters admit slow work on purpose."""
from __future__ import annotations

import hashlib
import multiprocessing
import os
import sqlite3
import threading
from contextlib import ExitStack

import requests

_hash_gate = threading.BoundedSemaphore(max(1, (os.cpu_count() or 2) - 1))
_fetch_gate = threading.Semaphore(8)
_process_gate = multiprocessing.Semaphore(3)
_cache_lock = threading.Lock()
_cache: dict[str, bytes] = {}


def derive(password: bytes, salt: bytes) -> bytes:
    with _hash_gate:
        return hashlib.pbkdf2_hmac("sha256", password, salt, 300_000)


def fetch(url: str) -> bytes:
    with _fetch_gate:
        body = requests.get(url, timeout=3).content
        with _cache_lock:
            _cache[url] = body
        return body


def fetch_cached(url: str) -> bytes:
    with _cache_lock:
        known = _cache.get(url)
    return known if known is not None else fetch(url)


def archive(path: str, rows: list[tuple]) -> int:
    if not _process_gate.acquire(timeout=2.0):
        return 0
    try:
        conn = sqlite3.connect(path)
        for row in rows:
            conn.execute("INSERT INTO archive VALUES (?, ?)", row)
        conn.commit()
        return len(rows)
    finally:
        _process_gate.release()


class Uploader:
    def __init__(self, slots: int) -> None:
        self._slots = threading.BoundedSemaphore(slots)
        self._count = 0
        self._lock = threading.Lock()

    def upload(self, url: str, blob: bytes) -> int:
        with ExitStack() as stack:
            stack.enter_context(self._slots)
            status = self._send(url, blob)
        with self._lock:
            self._count += 1
        return status

    def _send(self, url: str, blob: bytes) -> int:
        return requests.put(url, data=blob, timeout=10).status_code
