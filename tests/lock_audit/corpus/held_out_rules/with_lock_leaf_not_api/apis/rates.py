import threading

_lock = threading.Lock()
_limits = {}


def limit_for(client):
    with _lock:
        return _limits.get(client, 60)


def set_limit(client, per_minute):
    if per_minute < 1:
        raise ValueError("per_minute")
    with _lock:
        _limits[client] = per_minute
