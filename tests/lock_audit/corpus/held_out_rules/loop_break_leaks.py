# corpus: strict not checked
import threading

_queue_lock = threading.Lock()
_tickets = []


def collect(batches):
    picked = 0
    for batch in batches:
        if not _queue_lock.acquire(timeout=1):  # expect: LCK008
            continue
        if not batch:
            break
        _tickets.extend(batch)
        picked += len(batch)
        _queue_lock.release()
    return picked


def pending():
    with _queue_lock:
        return len(_tickets)


def clear():
    with _queue_lock:
        del _tickets[:]
