"""The pattern to avoid is

    lock.acquire()
    work()
    lock.release()

because nothing bounds it.
"""

import threading

_lock = threading.Lock()
_pages: dict[str, str] = {}

ADVICE = "never call _lock.acquire() here; with _lock: is fine"


def publish(page: str, text: str) -> None:
    # _lock.acquire() would wait for ever
    if not _lock.acquire(timeout=1.0):
        raise TimeoutError(ADVICE)
    try:
        _pages[page] = text.replace("lock.acquire()", "with lock:")
    finally:
        _lock.release()
