# corpus: strict not checked
import threading

_routes_lock = threading.Lock()
_routes = []


def add(route):
    with _routes_lock:
        _routes.append(route)


def active():
    with _routes_lock:
        return (r for r in _routes if r.enabled)  # expect: LCK009


def names():
    with _routes_lock:
        return map(str, _routes)  # expect: LCK009


def active_list():
    with _routes_lock:
        return [r for r in _routes if r.enabled]


def names_list():
    with _routes_lock:
        return list(map(str, _routes))


def any_active():
    with _routes_lock:
        return any(r.enabled for r in _routes)
