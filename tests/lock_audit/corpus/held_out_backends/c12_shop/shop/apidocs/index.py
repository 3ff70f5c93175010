import threading

_pages_lock = threading.Lock()
_pages: dict[str, str] = {}


def page(name: str) -> str:
    with _pages_lock:
        return _pages.get(name, "")


def set_page(name: str, body: str) -> None:
    with _pages_lock:
        _pages[name] = body
