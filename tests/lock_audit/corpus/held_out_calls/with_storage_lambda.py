# corpus: strict not checked
from flask import Blueprint, current_app, jsonify, request
import jwt

from storage_lock import with_storage

bp = Blueprint("seats", __name__)
KEY = "k"


def _ticket(storage, seat):
    storage.taken.add(seat)
    return jwt.encode({"seat": seat}, KEY, algorithm="HS256")


@bp.post("/seats/<seat>")
def book(seat):
    token = with_storage(
        current_app.storage,
        "book",
        lambda s: _ticket(s, seat),  # expect: LCK003 via _ticket -> encode
    )
    return jsonify(token=token)


@bp.get("/seats/<seat>")
def show(seat):
    token = request.headers.get("X-Ticket", "")
    claims = jwt.decode(token, KEY, algorithms=["HS256"])
    free = with_storage(current_app.storage, "show", lambda s: seat not in s.taken)
    return jsonify(free=free, mine=claims.get("seat") == seat)
