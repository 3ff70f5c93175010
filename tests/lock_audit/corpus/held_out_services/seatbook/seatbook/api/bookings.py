from __future__ import annotations

import secrets
from functools import partial

import jwt
from flask import Blueprint, abort, current_app, jsonify, request

from ..models import Booking
from ..notify import Mailer, confirmation
from ..repo import BookingRepo
from ..storage import Storage, with_storage

bp = Blueprint("bookings", __name__)


def _book(room: str, email: str, repo: BookingRepo, s: Storage) -> Booking | None:
    number = s.take_seat(room, email)
    if number is None:
        return None
    booking = Booking(secrets.token_hex(8), email, number)
    s.put_booking(booking)
    repo.save(booking)  # expect: LCK004 via save -> _write -> connection
    return booking


@bp.post("/bookings")
def create():
    body = request.get_json()
    repo: BookingRepo = current_app.extensions["repo"]
    storage: Storage = current_app.extensions["storage"]
    booking = with_storage(storage, "book", partial(_book, body["room"], body["email"], repo))
    if booking is None:
        abort(409)
    mailer: Mailer = current_app.extensions["mailer"]
    mailer.confirm(booking)
    return jsonify(booking.as_dict()), 201


@bp.post("/bookings/<ref>/resend")
def resend(ref: str):
    storage: Storage = current_app.extensions["storage"]
    mailer: Mailer = current_app.extensions["mailer"]

    def _send(s: Storage) -> bool:
        booking = s.bookings.get(ref)
        if booking is None:
            return False
        mailer.confirm(booking)  # expect: LCK005 via confirm -> deliver -> SMTP
        return True

    def _message(s: Storage):
        booking = s.bookings.get(ref)
        return confirmation(booking) if booking else None

    if request.args.get("dry"):
        return jsonify(found=with_storage(storage, "dry", _message) is not None)
    return jsonify(sent=with_storage(storage, "resend", _send))


@bp.get("/bookings/<ref>/ticket")
def ticket(ref: str):
    storage: Storage = current_app.extensions["storage"]
    key = current_app.config["SECRET"]
    token = with_storage(
        storage,
        "ticket",
        lambda s: jwt.encode({"ref": ref, "seat": s.bookings[ref].seat}, key, algorithm="HS256"),  # expect: LCK003 via encode
    )
    return jsonify(token=token)
