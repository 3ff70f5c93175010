# corpus: strict not checked
"""The container leaves because the section has put a new one in its place."""

import threading


class Batch:
    def __init__(self):
        self._lock = threading.Lock()
        self._pending: list[str] = []
        self._failed: dict[str, str] = {}

    def add(self, line: str) -> None:
        with self._lock:
            self._pending.append(line)

    def take(self) -> list[str]:
        with self._lock:
            pending, self._pending = self._pending, []
            return pending

    def take_failed(self) -> dict[str, str]:
        with self._lock:
            failed = self._failed
            self._failed = {}
            return failed

    def take_under_try(self) -> list[str]:
        if not self._lock.acquire(timeout=0.2):
            return []
        try:
            pending, self._pending = self._pending, []
            return pending
        finally:
            self._lock.release()


_pages_lock = threading.Lock()
_pages: set[str] = set()


def visit(page: str) -> None:
    with _pages_lock:
        _pages.add(page)


def take_pages() -> set[str]:
    global _pages
    with _pages_lock:
        taken, _pages = _pages, set()
        return taken
