# corpus: strict not checked
from flask import Blueprint, current_app

from booking.storage import SeatState, SeatStorage, with_storage

bp = Blueprint("admin", __name__)


def _storage() -> SeatStorage:
    return current_app.storage


def _seats(state: SeatState) -> dict[str, str]:
    return state.seats  # expect: LCK009


@bp.get("/admin/seats")
def seats():
    return with_storage(_storage(), "admin.seats", _seats)


@bp.get("/admin/seats/<seat>")
def seat(seat: str):
    return {"user": with_storage(_storage(), "admin.seat", lambda state: state.seats.get(seat))}
