# corpus: strict not checked
import threading

_lock = threading.Lock()
_last = {"user": ""}


def handle(user):
    with _lock:
        previous = _last["user"]
        _last["user"] = user
    return {"previous": previous}
