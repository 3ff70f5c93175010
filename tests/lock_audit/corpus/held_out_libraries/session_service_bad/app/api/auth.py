# corpus: strict not checked
import secrets
import threading
from functools import partial

import jwt
from flask import Blueprint, current_app, jsonify, request

from .. import passwords
from ..store import with_storage

bp = Blueprint("auth", __name__)
_attempts_lock = threading.Lock()
_attempts = {}


def _check_and_open(name, password, store):
    hashed = store.password_hash(name)
    if not passwords.verify(password, hashed):  # expect: LCK003 via verify -> checkpw
        return None
    sid = secrets.token_hex(16)
    store.put_session(sid, name)
    return sid


@bp.post("/login")
def login():
    form = request.form
    with _attempts_lock:  # expect: LCK001 LCK002
        _attempts[form["name"]] = _attempts.get(form["name"], 0) + 1
    sid = with_storage(
        current_app.store,
        "login",
        partial(_check_and_open, form["name"], form["password"]),
    )
    return jsonify(sid=sid)


@bp.post("/token")
def token():
    name = request.form["name"]
    encoded = with_storage(
        current_app.store,
        "token",
        lambda s: jwt.encode({"sub": name, "n": len(s.sessions)}, "k", algorithm="HS256"),  # expect: LCK003
    )
    return jsonify(token=encoded)


@bp.post("/logout")
def logout():
    mark = passwords.fingerprint(request.form["sid"])
    gone = with_storage(current_app.store, "logout", lambda s: s.drop_session(mark))
    if not _attempts_lock.acquire(timeout=0.2):  # expect: LCK002
        return jsonify(error="busy"), 503
    try:
        _attempts.clear()
    finally:
        _attempts_lock.release()
    return jsonify(gone=gone)


@bp.get("/debug")
def debug():
    store = with_storage(current_app.store, "debug", lambda s: s)  # expect: LCK009
    return jsonify(count=len(store.sessions))
