# corpus: strict not checked
"""A bound does not help: API code goes through the helpers."""

import threading

from flask import Blueprint, abort, jsonify

bp = Blueprint("seats", __name__)
_seats_lock = threading.Lock()
_free = {"hall": 120}


@bp.get("/seats/<hall>")
def free(hall: str):
    if not _seats_lock.acquire(timeout=0.2):  # expect: LCK002
        abort(503)
    try:
        left = _free.get(hall, 0)
    finally:
        _seats_lock.release()
    return jsonify(left=left)


@bp.post("/seats/<hall>")
def take(hall: str):
    if not _seats_lock.acquire(blocking=False):  # expect: LCK002
        return "", 503
    try:
        _free[hall] -= 1
    finally:
        _seats_lock.release()
    return "", 204


@bp.delete("/seats/<hall>")
def give_back(hall: str):
    _seats_lock.acquire()  # expect: LCK001, LCK002
    try:
        _free[hall] += 1
    finally:
        _seats_lock.release()
    return "", 204
