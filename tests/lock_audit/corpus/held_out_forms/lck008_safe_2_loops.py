# corpus: strict not checked
"""Loops that take and give back each time, or take once after several tries."""
import threading

_queue_lock = threading.Lock()
_queue: list[str] = []


def requeue(names: list[str]) -> int:
    missed = 0
    for name in names:
        if not _queue_lock.acquire(timeout=0.1):
            missed += 1
            continue
        try:
            if name in _queue:
                continue
            if name == "stop":
                break
            _queue.append(name)
        finally:
            _queue_lock.release()
    return missed


def first() -> str | None:
    for wait in (0.01, 0.1, 1.0):
        if _queue_lock.acquire(timeout=wait):
            try:
                return _queue[0] if _queue else None
            finally:
                _queue_lock.release()
    return None


def clear() -> None:
    for wait in (0.01, 0.1, 1.0):
        if _queue_lock.acquire(timeout=wait):
            break
    else:
        raise TimeoutError("queue")
    try:
        _queue.clear()
    finally:
        _queue_lock.release()


def last() -> str:
    tries = 0
    while not _queue_lock.acquire(timeout=0.05):
        tries += 1
        if tries > 20:
            raise TimeoutError("queue")
    try:
        return _queue[-1]
    finally:
        _queue_lock.release()


def command(name: str) -> int:
    if not _queue_lock.acquire(timeout=0.5):
        return -1
    try:
        match name:
            case "clear":
                _queue.clear()
                return 0
            case "stop":
                raise InterruptedError(name)
            case _:
                _queue.append(name)
        return len(_queue)
    finally:
        _queue_lock.release()
