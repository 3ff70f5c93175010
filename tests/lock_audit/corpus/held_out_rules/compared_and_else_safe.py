# corpus: strict not checked
import threading

_doors_lock = threading.Lock()
_doors = {}


def open_door(name):
    if _doors_lock.acquire(timeout=1) is False:
        return "busy"
    try:
        _doors[name] = "open"
    finally:
        _doors_lock.release()
    return "open"


def close_door(name):
    if _doors_lock.acquire(timeout=1):
        try:
            state = _doors[name]
        except KeyError:
            result = "unknown"
        else:
            result = "was " + state
            _doors[name] = "closed"
        finally:
            _doors_lock.release()
    else:
        result = "busy"
    return result


def lock_all():
    taken = _doors_lock.acquire(blocking=False)
    if taken:
        try:
            for name in _doors:
                _doors[name] = "locked"
        finally:
            _doors_lock.release()
    return taken
