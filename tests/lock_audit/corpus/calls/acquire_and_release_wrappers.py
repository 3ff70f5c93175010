# corpus: strict not checked
"""A small class gives a lock a bound; its users hold it from acquire to release."""
import threading

import requests


class BoundedLock:
    def __init__(self) -> None:
        self._lock = threading.Lock()

    def acquire(self, timeout_s: float) -> bool:
        return self._lock.acquire(timeout=timeout_s)

    def release(self) -> None:
        self._lock.release()

    def __enter__(self) -> "BoundedLock":
        if not self.acquire(0.5):
            raise TimeoutError("bounded lock")
        return self

    def __exit__(self, *exc) -> None:
        self.release()


class Stock:
    def __init__(self) -> None:
        self._lock = BoundedLock()
        self._items: dict[str, int] = {}

    def _ask(self, item: str) -> int:
        return requests.get("https://stock.example/" + item, timeout=1).status_code

    def refresh(self, item: str) -> None:
        with self._lock:
            self._items[item] = self._ask(item)  # expect: LCK005 via _ask -> requests.get

    def refresh_outside(self, item: str) -> None:
        answer = self._ask(item)
        with self._lock:
            self._items[item] = answer
