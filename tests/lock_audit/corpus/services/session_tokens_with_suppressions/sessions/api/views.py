# corpus: strict not checked
import threading

from flask import Blueprint, request

from sessions.store import Sessions

bp = Blueprint("sessions", __name__)
sessions = Sessions()
_first_lock = threading.Lock()
_first: list[str] = []


@bp.post("/sessions/<user>")
def open_session(user: str):
    # lock-audit: allow LCK001, LCK002 -- runs once, before the first request is served
    with _first_lock:  # expect: LCK001[suppressed], LCK002[suppressed]
        _first.append(user)
    return {"token": sessions.open(user)}


@bp.get("/sessions")
def check():
    return {"valid": sessions.check(request.headers["Authorization"])}
