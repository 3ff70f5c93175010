# corpus: strict not checked
"""Locks made inside functions, but shared with other threads."""
from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import requests


def sizes(urls: list[str]) -> dict[str, int]:
    lock = threading.Lock()
    found: dict[str, int] = {}

    def work(url: str) -> None:
        size = len(requests.get(url, timeout=5).content)
        with lock:
            found[url] = size

    with ThreadPoolExecutor(8) as pool:
        for url in urls:
            pool.submit(work, url)
    return dict(found)


def _count(lock: threading.Lock, totals: dict[str, int], word: str) -> None:
    with lock:
        totals[word] = totals.get(word, 0) + 1


def words(texts: list[str]) -> int:
    guard = threading.Lock()
    totals: dict[str, int] = {}
    threads = [threading.Thread(target=_count, args=(guard, totals, text)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with guard:
        return len(totals)


def make_counter():
    lock = threading.Lock()
    value = 0

    def bump() -> int:
        nonlocal value
        with lock:
            value += 1
            return value

    return bump


def make_lock() -> threading.Lock:
    lock = threading.Lock()
    return lock


class Lazy:
    def __init__(self) -> None:
        lock = threading.Lock()
        self._lock = lock
        self._ready = False

    def ready(self) -> bool:
        with self._lock:
            was, self._ready = self._ready, True
            return was


def lock_for(table: dict[str, threading.Lock], key: str, master: threading.Lock) -> threading.Lock:
    with master:
        found = table.get(key)
        if found is None:
            found = table[key] = threading.Lock()
    return found
