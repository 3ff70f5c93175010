from flask import Blueprint, current_app, jsonify, request

from ..commands import TABLE, Command
from ..engine import TariffEngine

bp = Blueprint("tariffs", __name__)


def _engine() -> TariffEngine:
    return current_app.extensions["tariffs"]


@bp.get("/price/<zone>")
def price(zone):
    return jsonify(price=_engine().price(zone))


@bp.post("/price/<zone>")
def change(zone):
    body = request.get_json()
    if body["name"] not in TABLE:
        return jsonify(error="unknown command"), 400
    _engine().change(zone, Command(body["name"], float(body["amount"])))
    return "", 204
