# corpus: strict not checked
"""Called by views, yet neither below `api` nor a maker of a blueprint."""

import threading

_lock = threading.Lock()
_clicks: dict[str, int] = {}


def click(button: str) -> int:
    with _lock:
        _clicks[button] = _clicks.get(button, 0) + 1
        return _clicks[button]


def reset(button: str) -> bool:
    if not _lock.acquire(timeout=0.5):
        return False
    try:
        _clicks.pop(button, None)
        return True
    finally:
        _lock.release()
