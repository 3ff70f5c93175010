# corpus: strict not checked
import threading

from flask import Blueprint, jsonify

bp = Blueprint("joins", __name__)
_lock = threading.Lock()
_joined: set[str] = set()


@bp.post("/join/<code>")
def join(code: str):
    if _lock.acquire(timeout=0.1):  # expect: LCK002, LCK008
        _joined.add(code)
        _lock.release()
    return "", 204


@bp.get("/joined")
def joined():
    if not _lock.acquire(timeout=0.1):  # expect: LCK002
        return "", 503
    try:
        number = len(_joined)
    finally:
        _lock.release()
    return jsonify(number=number)
