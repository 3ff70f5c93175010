# corpus: strict not checked
import threading

from jobs import run

SLOTS = threading.Semaphore(3)


def submit(job):
    if not SLOTS.acquire(timeout=30):  # expect: LCK008
        raise TimeoutError("no slot")
    result = run(job)
    SLOTS.release()
    return result


def submit_safe(job):
    if not SLOTS.acquire(timeout=30):
        raise TimeoutError("no slot")
    try:
        return run(job)
    finally:
        SLOTS.release()
