# corpus: strict not checked
from flask import Blueprint, current_app, request

from ledger.book import Book, Transfer
from ledger.journal import Journal

bp = Blueprint("accounts", __name__)


def _book() -> Book:
    return current_app.extensions["book"]


def _journal() -> Journal:
    return current_app.extensions["journal"]


@bp.post("/transfers")
def transfer():
    body = request.get_json()
    if not _book().apply(Transfer(body["source"], body["target"], body["amount"])):
        return {"error": "not enough"}, 409
    return {"written": _journal().write()}


@bp.get("/accounts")
def balances():
    return _book().balances()
