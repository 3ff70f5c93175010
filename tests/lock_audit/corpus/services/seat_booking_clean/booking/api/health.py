# corpus: strict not checked
import socket

from flask import Blueprint, current_app

from booking.storage import with_storage

bp = Blueprint("health", __name__)


@bp.get("/health")
def health():
    taken = with_storage(current_app.storage, "health", lambda state: len(state.seats))
    return {"host": socket.gethostname(), "taken": taken}
