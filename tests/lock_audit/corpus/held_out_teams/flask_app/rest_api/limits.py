# corpus: strict not checked
import threading

_lock = threading.Lock()
_hits: dict[str, int] = {}


def hit(key: str) -> int:
    with _lock:
        _hits[key] = _hits.get(key, 0) + 1
        return _hits[key]


def forget(key: str) -> None:
    if _lock.acquire(timeout=0.2):
        try:
            _hits.pop(key, None)
        finally:
            _lock.release()
