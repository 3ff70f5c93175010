from flask import Blueprint, current_app, jsonify, request

from ..sending import Sender

bp = Blueprint("events", __name__)


def _sender() -> Sender:
    return current_app.extensions["sender"]


@bp.post("/events")
def fire():
    return jsonify(delivered=_sender().fan_out(request.get_json()))


@bp.post("/events/later")
def later():
    return jsonify(queued=_sender().fan_out_later(request.get_json())), 202
