"""Uses flask and a blueprint made elsewhere, but creates none: not API code."""
import threading

from flask import jsonify, request

from web import bp

_drafts_lock = threading.Lock()
_drafts: dict[str, str] = {}


@bp.post("/draft/<name>")
def save(name: str):
    text = request.form["text"]
    with _drafts_lock:
        _drafts[name] = text
    return jsonify(saved=name)


@bp.get("/draft/<name>")
def load(name: str):
    with _drafts_lock:
        text = _drafts.get(name, "")
    return jsonify(text=text)
