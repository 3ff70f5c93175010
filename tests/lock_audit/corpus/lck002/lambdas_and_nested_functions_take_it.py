# corpus: strict not checked
import threading

from flask import Blueprint

bp = Blueprint("jobs", __name__)
_jobs_lock = threading.Lock()
_jobs: list[str] = []

try_lock = lambda: _jobs_lock.acquire(timeout=0.1)  # expect: LCK002


@bp.post("/jobs/<name>")
def enqueue(name: str):
    def append() -> bool:
        with _jobs_lock:  # expect: LCK001, LCK002
            _jobs.append(name)
        return True

    return {"queued": append()}


def take_turn(timeout_s: float) -> bool:
    return _jobs_lock.acquire(timeout=timeout_s)  # expect: LCK002
