from flask import Blueprint, abort, current_app, jsonify, request

from ..accounts import Accounts
from ..limiter import HashQueueFull

bp = Blueprint("login", __name__)


def _accounts() -> Accounts:
    return current_app.extensions["accounts"]


@bp.errorhandler(HashQueueFull)
def full(exc):
    return jsonify(error="try again"), 503


@bp.post("/login")
def login():
    body = request.get_json()
    token = _accounts().login(body["name"], body["password"])
    if token is None:
        abort(401)
    return jsonify(token=token)


@bp.get("/names")
def names():
    return jsonify(_accounts().names())
