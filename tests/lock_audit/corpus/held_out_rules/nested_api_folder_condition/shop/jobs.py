import threading

_jobs_lock = threading.Lock()
_jobs = []


def enqueue(job):
    with _jobs_lock:
        _jobs.append(job)
        return len(_jobs)
