"""Leaf locks live here."""
import threading

_lock = threading.Lock()
_names: dict[str, int] = {}


def bump(name: str) -> int:
    with _lock:
        _names[name] = _names.get(name, 0) + 1
        return _names[name]


def snapshot() -> dict[str, int]:
    with _lock:
        return dict(_names)
