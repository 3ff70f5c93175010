"""A module called api is not a folder called api."""

import threading

_lock = threading.Lock()
_routes: dict[str, str] = {}


def add_route(path: str, name: str) -> None:
    with _lock:  # expect: LCK001[strict]
        _routes[path] = name


def remove_route(path: str) -> None:
    if _lock.acquire(timeout=1):
        try:
            _routes.pop(path, None)
        finally:
            _lock.release()
