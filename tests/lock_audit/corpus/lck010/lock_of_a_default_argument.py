# corpus: strict not checked
"""A default argument is made once, so all calls share its lock; so do class attributes and parameters."""

import threading

_seen: set[str] = set()


def see(name: str, lock=threading.Lock()) -> bool:
    with lock:
        new = name not in _seen
        _seen.add(name)
        return new


def see_with(name: str, lock: threading.Lock) -> bool:
    with lock:
        return name in _seen


class Registry:
    _lock = threading.Lock()
    _names: dict[str, type] = {}

    @classmethod
    def register(cls, kind: type) -> type:
        with cls._lock:
            cls._names[kind.__name__] = kind
            return kind

    def find(self, name: str) -> type | None:
        with Registry._lock:
            return self._names.get(name)
