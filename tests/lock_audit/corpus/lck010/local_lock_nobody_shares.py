# corpus: strict not checked
"""A lock made in the function, used in it, and gone with it."""

import threading

_visits: dict[str, int] = {}


def visit(name: str) -> int:
    lock = threading.Lock()  # expect: LCK010
    with lock:
        _visits[name] = _visits.get(name, 0) + 1
        return _visits[name]


def leave(name: str) -> bool:
    guard = threading.RLock()  # expect: LCK010
    if not guard.acquire(timeout=0.5):
        return False
    try:
        _visits.pop(name, None)
        return True
    finally:
        guard.release()


def reset(names: list[str]) -> None:
    lock: threading.Lock = threading.Lock()  # expect: LCK010
    for name in names:
        with lock:
            _visits[name] = 0
