# corpus: strict not checked
import threading

_slots = threading.Semaphore(4)


def bad(k: str) -> int:
    if not _slots.acquire(timeout=1):  # expect: LCK008
        return 0
    n = int(k)
    _slots.release()
    return n


def good(k: str) -> int:
    if not _slots.acquire(timeout=1):
        return 0
    try:
        return int(k)
    finally:
        _slots.release()


def good_flag(k: str) -> bool:
    return _slots.acquire(blocking=False)
