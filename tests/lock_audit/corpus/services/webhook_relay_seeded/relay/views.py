# corpus: strict not checked
from flask import Blueprint, request

from relay.outbox import Outbox

bp = Blueprint("hooks", __name__)
outbox = Outbox("https://hooks.example")


@bp.post("/hooks")
def accept():
    outbox.add(request.get_data(as_text=True))
    return "", 202


@bp.get("/hooks")
def index():
    return {"waiting": outbox.waiting()}
