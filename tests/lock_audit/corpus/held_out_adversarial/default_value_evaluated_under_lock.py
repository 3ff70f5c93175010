# corpus: strict not checked
import threading
import bcrypt

_lock = threading.Lock()
_jobs: list = []


def plan(pw: bytes, salt: bytes) -> None:
    with _lock:
        def job(digest=bcrypt.hashpw(pw, salt)):  # expect: LCK003
            return digest

        _jobs.append(job)


def plan_ok(pw: bytes, salt: bytes) -> None:
    with _lock:
        def job():
            return bcrypt.hashpw(pw, salt)

        _jobs.append(job)
