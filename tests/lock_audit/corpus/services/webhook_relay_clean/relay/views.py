# corpus: strict not checked
from flask import Blueprint, request

from relay.outbox import Outbox
from relay.worker import Worker

bp = Blueprint("hooks", __name__)
outbox = Outbox()
worker = Worker(outbox, "https://hooks.example")


@bp.before_app_request
def start() -> None:
    worker.start()


@bp.post("/hooks")
def accept():
    outbox.add(request.get_data(as_text=True))
    return "", 202


@bp.get("/hooks/counts")
def counts():
    return outbox.counts()
