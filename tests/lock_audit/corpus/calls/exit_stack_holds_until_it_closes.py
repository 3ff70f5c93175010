# corpus: strict not checked
"""enter_context(lock) holds to the end of the with on the stack, not to the end of the line."""
import threading
import time
from contextlib import ExitStack

from psycopg_pool import ConnectionPool

_lock = threading.Lock()
_jobs: dict[str, str] = {}


def _load(pool: ConnectionPool, job: str) -> None:
    with pool.connection(timeout=1.0) as conn:
        conn.execute("SELECT 1 FROM jobs WHERE name = %s", (job,))


def start(pool: ConnectionPool, job: str, careful: bool) -> None:
    with ExitStack() as stack:
        _load(pool, job)
        if careful:
            stack.enter_context(_lock)
        _jobs[job] = "started"
        _load(pool, job)  # expect: LCK004 via _load -> connection
    _load(pool, job)


def wait_for(job: str) -> None:
    with ExitStack() as stack:
        stack.enter_context(_lock)
        while _jobs.get(job) != "done":
            time.sleep(0.1)  # expect: LCK006


def finish(pool: ConnectionPool, job: str) -> None:
    with ExitStack() as stack:
        conn = stack.enter_context(pool.connection(timeout=1.0))
        conn.execute("DELETE FROM jobs WHERE name = %s", (job,))
    with ExitStack() as stack:
        stack.enter_context(_lock)
        _jobs.pop(job, None)
