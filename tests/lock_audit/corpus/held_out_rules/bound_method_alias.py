# corpus: strict not checked
import threading

lock = threading.Lock()
pending = []


def drain(limit):
    take = lock.acquire
    taken = []
    take()  # expect: LCK001
    try:
        while pending and len(taken) < limit:
            taken.append(pending.pop())
    finally:
        lock.release()
    return taken


def push(job):
    with lock:
        pending.append(job)
        return len(pending)


def push_many(jobs):
    for job in jobs:
        push(job)
