# corpus: strict not checked
"""The order is declared with its reason, and every nesting keeps it."""

import threading

# lock-audit: order _routes_lock < _counters_lock -- a hit must count against the route it was read from
_routes_lock = threading.Lock()
_counters_lock = threading.Lock()
_routes: dict[str, str] = {}
_counters: dict[str, int] = {}


def route(path: str) -> str | None:
    with _routes_lock:
        target = _routes.get(path)
        if target is not None:
            with _counters_lock:
                _counters[target] = _counters.get(target, 0) + 1
        return target


def forget(path: str) -> None:
    with _routes_lock, _counters_lock:
        target = _routes.pop(path, None)
        if target is not None:
            _counters.pop(target, None)


def hits(target: str) -> int:
    with _counters_lock:
        return _counters.get(target, 0)


def rename(old: str, new: str) -> None:
    with _routes_lock:
        _routes[new] = _routes.pop(old)
        _count(new)


def _count(target: str) -> None:
    with _counters_lock:
        _counters[target] = 0
