# corpus: strict not checked
import threading
from collections import deque

_window_lock = threading.Lock()
_window = deque(maxlen=500)
_peak = 0.0


def observe(value):
    global _peak
    with _window_lock:
        _window.append(value)
        if value > _peak:
            _peak = value
        return _peak


def histogram(step):
    with _window_lock:
        buckets = {}
        for value in _window:
            key = int(value // step)
            buckets[key] = buckets.get(key, 0) + 1
        return buckets


def minmax():
    with _window_lock:
        if not _window:
            return None
        return min(_window), max(_window)


def recent(n):
    with _window_lock:
        result = []
        for value in reversed(_window):
            if len(result) >= n:
                break
            result.append(value)
        return result
