# corpus: strict not checked
import threading
from functools import partial

import jwt
from flask import Blueprint, current_app, request

from booking.mailing import send_ticket
from booking.storage import SeatState, with_storage

bp = Blueprint("seats", __name__)
KEY = "k" * 32
_recent_lock = threading.Lock()
_recent: list[str] = []


def _take(seat: str, user: str, state: SeatState) -> str | None:
    if not state.take_seat(seat, user):
        return None
    return jwt.encode({"seat": seat, "user": user}, KEY, algorithm="HS256")  # expect: LCK003


@bp.post("/seats/<seat>")
def take(seat: str):
    user = request.get_json()["user"]
    ticket = with_storage(current_app.storage, "seats.take", partial(_take, seat, user))
    with _recent_lock:  # expect: LCK001, LCK002
        _recent.append(seat)
    return {"ticket": ticket}, 201


@bp.post("/seats/<seat>/confirm")
def confirm(seat: str):
    user = request.get_json()["user"]
    done = with_storage(
        current_app.storage,
        "seats.confirm",
        lambda state: state.confirm_seat(seat, user),  # expect: LCK005 via confirm_seat -> send_ticket -> smtplib.SMTP
    )
    if done:
        send_ticket(user, seat)
    return {"confirmed": done}


@bp.post("/seats/reload")
def reload():
    def step(state: SeatState) -> int:
        return state.reload_seats()  # expect: LCK004 via reload_seats -> connection

    return {"seats": with_storage(current_app.storage, "seats.reload", step)}
