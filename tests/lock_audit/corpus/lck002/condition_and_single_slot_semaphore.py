# corpus: strict not checked
import threading

from flask import Blueprint

bp = Blueprint("events", __name__)
_changed = threading.Condition()
_single = threading.BoundedSemaphore(1)
_version = 0


@bp.get("/events/<int:since>")
def wait_for_change(since: int):
    with _changed:  # expect: LCK001, LCK002
        if _version <= since:
            _changed.wait(timeout=20)
        version = _version
    return {"version": version}


@bp.post("/events")
def publish():
    global _version
    if not _single.acquire(timeout=0.5):  # expect: LCK002
        return "", 503
    try:
        _version += 1
    finally:
        _single.release()
    return "", 204
