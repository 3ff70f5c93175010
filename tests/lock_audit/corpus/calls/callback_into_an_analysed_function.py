# corpus: strict not checked
"""Any function that calls its parameter under a lock makes a section of what it is given."""
import threading
from functools import partial

import requests
from argon2 import PasswordHasher

_lock = threading.Lock()
_cache: dict[str, str] = {}
_hasher = PasswordHasher()


def cached(key: str, compute):
    with _lock:
        if key not in _cache:
            _cache[key] = compute()
        return _cache[key]


def updated(key: str, change):
    if not _lock.acquire(timeout=0.3):
        raise TimeoutError(key)
    try:
        _cache[key] = change(_cache.get(key, ""))
    finally:
        _lock.release()


def _page(url: str) -> str:
    return requests.get(url, timeout=1).text


def _digest(password: str) -> str:
    return _hasher.hash(password)  # expect: LCK003


def _upper(text: str) -> str:
    return text.upper()


def show(url: str, password: str) -> str:
    page = cached(url, lambda: _page(url))  # expect: LCK005 via _page -> requests.get
    digest = cached("digest", partial(_digest, password))
    updated(url, _upper)
    updated("length", lambda old: str(len(old) + len(page)))
    return page + digest
