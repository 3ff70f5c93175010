from __future__ import annotations

import threading

from flask import Blueprint, current_app, jsonify

from ..repo import BookingRepo
from ..storage import Storage, with_storage

bp = Blueprint("admin", __name__, url_prefix="/admin")
_maintenance = threading.Lock()
_notes: list[str] = []


def _everything(s: Storage):
    return s.bookings  # expect: LCK009


@bp.get("/bookings")
def listing():
    storage: Storage = current_app.extensions["storage"]
    rows = with_storage(storage, "list", _everything)
    return jsonify([b.as_dict() for b in rows.values()])


@bp.post("/notes/<text>")
def note(text: str):
    with _maintenance:  # expect: LCK001 LCK002
        _notes.append(text)
    return "", 204


@bp.delete("/bookings/<ref>")
def cancel(ref: str):
    storage: Storage = current_app.extensions["storage"]
    repo: BookingRepo = current_app.extensions["repo"]
    gone = with_storage(storage, "drop", lambda s: s.drop_booking(ref))
    if gone is not None:
        repo.remove(ref)
    return jsonify(removed=gone is not None, waiting=repo.waiting)
