# corpus: strict not checked
import threading
from flask import Blueprint as BP, jsonify

bp = BP("teams", __name__)
_lock = threading.Lock()
_n = {"v": 0}


@bp.get("/n")
def show():
    with _lock:  # expect: LCK001 LCK002
        return jsonify(_n["v"])


@bp.post("/n")
def bump():
    if not _lock.acquire(blocking=False):  # expect: LCK002
        return "busy", 503
    try:
        _n["v"] += 1
        return "ok"
    finally:
        _lock.release()
