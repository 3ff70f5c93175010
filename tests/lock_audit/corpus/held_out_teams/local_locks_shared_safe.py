# corpus: strict not checked
"""Local locks that other threads do reach: passed on, captured or returned."""
from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Callable

import requests


def make_counter() -> Callable[[], int]:
    lock = threading.Lock()
    count = 0

    def bump() -> int:
        nonlocal count
        with lock:
            count += 1
            return count

    return bump


def make_lock() -> threading.Lock:
    lock = threading.Lock()
    return lock


def _add(lock: threading.Lock, totals: dict[str, int], name: str) -> None:
    with lock:
        totals[name] = totals.get(name, 0) + 1


def count_words(words: list[str]) -> dict[str, int]:
    lock = threading.Lock()
    totals: dict[str, int] = {}
    threads = [threading.Thread(target=_add, args=(lock, totals, word)) for word in words]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=5.0)
    return totals


def fetch_sizes(urls: list[str]) -> dict[str, int]:
    lock = threading.Lock()
    sizes: dict[str, int] = {}

    def _one(url: str) -> None:
        body = requests.get(url, timeout=3).content
        with lock:
            sizes[url] = len(body)

    with ThreadPoolExecutor(max_workers=4) as executor:
        for future in [executor.submit(_one, url) for url in urls]:
            future.result(timeout=10.0)
    return sizes


def once(fn: Callable[[], int]) -> Callable[[], int]:
    lock = threading.Lock()
    done: list[int] = []

    def call() -> int:
        with lock:
            known = done[0] if done else None
        if known is None:
            known = fn()
            with lock:
                done[:] = [known]
        return known

    return call
