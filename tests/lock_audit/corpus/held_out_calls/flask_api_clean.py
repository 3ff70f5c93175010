# corpus: strict not checked
from flask import Blueprint, current_app, jsonify, request
import requests

from locking import with_storage

bp = Blueprint("parcels", __name__, url_prefix="/parcels")


def _move(storage, code, place):
    parcel = storage.parcels.get(code)
    if parcel is None:
        return None
    parcel["place"] = place
    return parcel["place"]


@bp.post("/<code>/move")
def move(code):
    place = request.json["place"]
    found = with_storage(current_app.storage, "move", lambda s: _move(s, code, place))
    if found is None:
        return jsonify(error="unknown"), 404
    requests.post("https://hooks.example/moved", json={"code": code, "place": found}, timeout=2)
    return jsonify(place=found)


@bp.get("/<code>")
def show(code):
    place = with_storage(
        current_app.storage,
        "show",
        lambda s: s.parcels[code]["place"] if code in s.parcels else None,
    )
    return jsonify(place=place)


@bp.get("/")
def codes():
    def collect(storage):
        return sorted(storage.parcels)

    return jsonify(codes=with_storage(current_app.storage, "codes", collect))
