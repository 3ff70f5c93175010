from __future__ import annotations

from flask import Blueprint, abort, current_app, jsonify, request

from ..service import RoomService
from ..storage import Busy, with_storage

bp = Blueprint("rooms", __name__)


def _service() -> RoomService:
    return current_app.extensions["rooms"]


@bp.errorhandler(Busy)
def busy(exc: Busy):
    return jsonify(error="busy", where=str(exc)), 503


@bp.post("/login")
def login():
    body = request.get_json()
    token = _service().login(body["email"], body["password"])
    if token is None:
        abort(401)
    return jsonify(token=token)


@bp.post("/holds")
def create_hold():
    body = request.get_json()
    hold = _service().hold(body["owner"], body["room"])
    if hold is None:
        abort(409)
    return jsonify(code=hold.code), 201


@bp.get("/stats")
def stats():
    svc = _service()
    holds, members = with_storage(svc.storage, "stats", lambda s: (len(s.holds), len(s.members)))
    return jsonify(holds=holds, members=members, pool=svc.pool.get_stats())
