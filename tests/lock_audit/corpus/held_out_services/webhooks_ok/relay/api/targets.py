from __future__ import annotations

import secrets
from functools import partial

from flask import Blueprint, current_app, jsonify, request

from ..store import RelayStore, StoreBusy, Target, with_storage

bp = Blueprint("targets", __name__)


def _add(target: Target, s: RelayStore) -> int:
    s.targets[target.id] = target
    return len(s.targets)


def _dump(s: RelayStore) -> dict[str, str]:
    return {t.id: t.url for t in s.targets.values()}


@bp.errorhandler(StoreBusy)
def busy(exc):
    return jsonify(error="busy"), 503


@bp.post("/targets")
def create():
    target = Target(secrets.token_hex(8), request.get_json()["url"])
    total = with_storage(current_app.extensions["store"], "add", partial(_add, target))
    return jsonify(id=target.id, total=total), 201


@bp.get("/targets")
def listing():
    return jsonify(with_storage(current_app.extensions["store"], "dump", _dump))


@bp.get("/targets/<key>")
def show(key):
    target = with_storage(current_app.extensions["store"], "show", lambda s: s.targets.get(key))
    if target is None:
        return jsonify(error="unknown"), 404
    return jsonify(url=target.url, healthy=target.healthy)
