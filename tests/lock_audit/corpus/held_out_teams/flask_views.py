# corpus: strict not checked
"""Account views. Raw locks here are against the house rule."""
import threading
import time

import bcrypt
from flask import Blueprint, current_app, jsonify, request

from services.locks import with_storage

bp = Blueprint("accounts", __name__)

_attempts_lock = threading.Lock()
_attempts: dict[str, int] = {}


@bp.post("/login")
def login():
    body = request.get_json()
    name, password = body["name"], body["password"].encode()
    with _attempts_lock:  # expect: LCK001, LCK002
        _attempts[name] = _attempts.get(name, 0) + 1
    ok = with_storage(current_app.storage, "login", lambda s: bcrypt.checkpw(password, s.hash_of(name)))  # expect: LCK003
    return jsonify(ok=ok)


@bp.post("/login2")
def login_after():
    body = request.get_json()
    name, password = body["name"], body["password"].encode()
    stored = with_storage(current_app.storage, "login", lambda s: s.hash_of(name))
    return jsonify(ok=bcrypt.checkpw(password, stored))


@bp.post("/reset")
def reset():
    if _attempts_lock.acquire(timeout=0.2):  # expect: LCK002, LCK008
        _attempts.clear()
        _attempts_lock.release()
    return "", 204


@bp.post("/forgive/<name>")
def forgive(name):
    if not _attempts_lock.acquire(timeout=0.2):  # expect: LCK002
        return "busy", 503
    try:
        _attempts.pop(name, None)
    finally:
        _attempts_lock.release()
    return "", 204


@bp.get("/export")
def export():
    storage = with_storage(current_app.storage, "export", lambda s: s)  # expect: LCK009
    return jsonify(sorted(storage.names()))


@bp.post("/touch/<name>")
def touch(name):
    def _record(s):
        s.touch(name)
        time.sleep(0.05)  # expect: LCK006
        return s.count()

    return jsonify(count=with_storage(current_app.storage, "touch", _record))
