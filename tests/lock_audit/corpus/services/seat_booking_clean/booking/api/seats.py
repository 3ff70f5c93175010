# corpus: strict not checked
from flask import Blueprint, current_app, request

from booking import mailing
from booking.storage import with_storage

bp = Blueprint("seats", __name__)


@bp.post("/seats/<seat>")
def take(seat: str):
    user = request.get_json()["user"]
    taken = with_storage(current_app.storage, "seats.take", lambda state: state.take_seat(seat, user))
    if not taken:
        return {"error": "taken"}, 409
    mailing.send(mailing.ticket_mail(user, seat))
    return {"seat": seat}, 201


@bp.delete("/seats/<seat>")
def free(seat: str):
    def step(state) -> str | None:
        return state.free_seat(seat)

    following = with_storage(current_app.storage, "seats.free", step)
    if following is not None:
        mailing.send(mailing.ticket_mail(following, seat))
    return "", 204


@bp.get("/seats")
def overview():
    return with_storage(current_app.storage, "seats.overview", lambda state: state.overview())
