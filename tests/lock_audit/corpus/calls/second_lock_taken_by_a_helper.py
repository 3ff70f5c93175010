# corpus: strict not checked
"""The helper's own lock is the second one; the line that calls the helper is told."""
import threading

import requests


class Cache:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: dict[str, str] = {}

    def put(self, key: str, value: str) -> None:
        with self._lock:
            self._values[key] = value

    def try_put(self, key: str, value: str) -> bool:
        if not self._lock.acquire(blocking=False):
            return False
        try:
            self._values[key] = value
            return True
        finally:
            self._lock.release()


class Users:
    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._users_lock = threading.Lock()
        self._users: dict[str, str] = {}

    def rename(self, user: str, name: str) -> None:
        with self._users_lock:
            self._users[user] = name
            self._cache.put(user, name)  # expect: LCK007

    def rename_if_free(self, user: str, name: str) -> bool:
        with self._users_lock:
            self._users[user] = name
            return self._cache.try_put(user, name)

    def rename_one_after_the_other(self, user: str, name: str) -> None:
        with self._users_lock:
            self._users[user] = name
        self._cache.put(user, name)
        requests.post("https://audit.example", data=user, timeout=1)
