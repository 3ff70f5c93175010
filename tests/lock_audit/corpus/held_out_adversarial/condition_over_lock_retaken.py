# corpus: strict not checked
import threading

_l = threading.Lock()
_ready = threading.Condition(_l)
_jobs: list[str] = []


def push(job: str) -> None:
    with _l:
        _jobs.append(job)
        with _ready:  # expect: LCK007
            _ready.notify_all()


def push_ok(job: str) -> None:
    with _ready:
        _jobs.append(job)
        _ready.notify_all()
