# corpus: strict not checked
import threading

from flask import Blueprint

bp = Blueprint("stats", __name__)
_lock = threading.Lock()
_stats = {"hits": 0}


@bp.get("/stats")
def hits():
    # lock-audit: allow LCK001, LCK002 -- removed with the next release
    with _lock:  # expect: LCK001[suppressed], LCK002[suppressed]
        number = _stats["hits"]
    return {"hits": number}


@bp.post("/stats")
def hit():
    # lock-audit: allow LCK002 -- removed with the next release
    with _lock:  # expect: LCK001, LCK002[suppressed]
        _stats["hits"] += 1
    return "", 204


@bp.delete("/stats")
def clear():
    # expect-next: LCK000
    # lock-audit: allow LCK001
    with _lock:  # expect: LCK001, LCK002
        _stats["hits"] = 0
    return "", 204
