# corpus: strict not checked
from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from typing import Generic, Protocol, TypeVar


class Serializable(Protocol):
    def to_text(self) -> str: ...


V = TypeVar("V", bound=Serializable)


class BaseStore(ABC, Generic[V]):
    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._values: dict[str, V] = {}

    def put_value(self, key: str, value: V) -> None:
        with self._lock:
            self._values[key] = value
            self._changed(key)

    def size(self) -> int:
        with self._lock:
            return len(self._values)

    def keys(self) -> list[str]:
        with self._lock:
            return sorted(self._values)

    @abstractmethod
    def _changed(self, key: str) -> None: ...
