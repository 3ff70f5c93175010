# corpus: strict not checked
import threading

_lock = threading.Lock()
_hits = {}


def hit(path):
    # expect-next: LCK000 LCK001
    _lock.acquire(timeout=-1)  # lock-audit: allow LCK004 -- counters only, the wait is a few microseconds
    try:
        _hits[path] = _hits.get(path, 0) + 1
        return _hits[path]
    finally:
        _lock.release()


def top(n=10):
    with _lock:
        pairs = list(_hits.items())
    pairs.sort(key=lambda kv: kv[1], reverse=True)
    return pairs[:n]


def forget(prefix):
    with _lock:
        for key in [k for k in _hits if k.startswith(prefix)]:
            del _hits[key]
