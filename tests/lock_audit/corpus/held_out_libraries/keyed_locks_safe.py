# corpus: strict not checked
from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import Any, Dict, Generic, Hashable, Iterator, List, TypeVar

K = TypeVar("K", bound=Hashable)


class KeyBusy(Exception):
    pass


class _Slot:
    __slots__ = ("lock", "users")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.users = 0


class KeyedLocks(Generic[K]):
    """One lock per key; slots vanish when nobody uses them."""

    def __init__(self, timeout: float = 3.0) -> None:
        self._timeout = timeout
        self._guard = threading.Lock()
        self._slots: Dict[K, _Slot] = {}

    def _enter(self, key: K) -> _Slot:
        with self._guard:
            slot = self._slots.get(key)
            if slot is None:
                slot = self._slots[key] = _Slot()
            slot.users += 1
            return slot

    def _leave(self, key: K, slot: _Slot) -> None:
        with self._guard:
            slot.users -= 1
            if slot.users == 0:
                self._slots.pop(key, None)

    @contextmanager
    def hold(self, key: K) -> Iterator[None]:
        slot = self._enter(key)
        try:
            if not slot.lock.acquire(timeout=self._timeout):
                raise KeyBusy(key)
            try:
                yield
            finally:
                slot.lock.release()
        finally:
            self._leave(key, slot)

    def __len__(self) -> int:
        with self._guard:
            return len(self._slots)


class DocumentCache:
    def __init__(self) -> None:
        self._locks: KeyedLocks[str] = KeyedLocks()
        self._documents: Dict[str, List[Any]] = {}

    def push(self, name: str, item: Any) -> int:
        with self._locks.hold(name):
            document = self._documents.setdefault(name, [])
            document.append(item)
            return len(document)

    def read(self, name: str) -> tuple:
        with self._locks.hold(name):
            return tuple(self._documents.get(name, ()))
