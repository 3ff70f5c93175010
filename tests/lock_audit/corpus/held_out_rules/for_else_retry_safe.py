# corpus: strict not checked
import threading

_slot_lock = threading.Lock()
_slots = {}


def claim(name, owner, attempts=3):
    for _ in range(attempts):
        if _slot_lock.acquire(timeout=0.1):
            break
    else:
        return False
    try:
        if name in _slots:
            return False
        _slots[name] = owner
        return True
    finally:
        _slot_lock.release()


def release(name):
    busy = not _slot_lock.acquire(timeout=0.5)
    if busy:
        return False
    try:
        return _slots.pop(name, None) is not None
    finally:
        _slot_lock.release()
