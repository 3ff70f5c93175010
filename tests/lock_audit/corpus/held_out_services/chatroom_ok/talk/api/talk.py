from flask import Blueprint, current_app, jsonify, request

from ..hub import TalkHub

bp = Blueprint("talk", __name__)


def _hub() -> TalkHub:
    return current_app.extensions["talk"]


@bp.post("/c/<name>")
def say(name):
    body = request.get_json()
    return jsonify(readers=_hub().say(name, body["who"], body["text"]))


@bp.get("/c/<name>")
def tail(name):
    lines = _hub().channel(name).tail(20)
    return jsonify([{"who": x.who, "text": x.text} for x in lines])
