# corpus: strict not checked
import threading

_lock = threading.Lock()
_users: dict[str, list[str]] = {}
_VERSION = ("1", "2")


def items():
    with _lock:
        _users.setdefault("a", [])
        return _users.items()  # expect: LCK009


def keys() -> list[str]:
    with _lock:
        return list(_users.keys())


def version() -> tuple:
    with _lock:
        _users.clear()
        return _VERSION


def fresh(n: int) -> list[int]:
    with _lock:
        out = []
        for i in range(n):
            out.append(i + len(_users))
        return out


def has(k: str) -> bool:
    with _lock:
        return k in _users.keys()
