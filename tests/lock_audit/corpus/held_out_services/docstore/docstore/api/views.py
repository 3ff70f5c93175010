from __future__ import annotations

import threading

from flask import Blueprint, current_app, jsonify, request

from ..shelf import Library

bp = Blueprint("docs", __name__)
_recent_lock = threading.Lock()
_recent: list[str] = []


def _library() -> Library:
    return current_app.extensions["library"]


@bp.get("/docs/<name>")
def show(name: str):
    text = _library().read(name)
    with _recent_lock:  # expect: LCK001 LCK002
        _recent.append(name)
        del _recent[:-20]
    return jsonify(text=text)


@bp.put("/docs/<name>")
def update(name: str):
    _library().write(name, request.get_data(as_text=True))
    return "", 204


@bp.get("/recent")
def recent():
    if not _recent_lock.acquire(timeout=0.2):  # expect: LCK002
        return jsonify(error="busy"), 503
    try:
        names = list(_recent)
    finally:
        _recent_lock.release()
    return jsonify(names)
