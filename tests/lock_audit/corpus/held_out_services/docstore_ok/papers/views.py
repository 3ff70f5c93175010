from flask import Blueprint, current_app, jsonify, request

from .shelf import Shelf, ShelfBusy

bp = Blueprint("papers", __name__)


def _shelf() -> Shelf:
    return current_app.extensions["shelf"]


@bp.errorhandler(ShelfBusy)
def busy(exc):
    return jsonify(error="busy"), 503


@bp.get("/papers/<name>")
def show(name):
    return _shelf().get(name).render()


@bp.put("/papers/<name>")
def edit(name):
    return jsonify(revision=_shelf().edit(name, request.get_data(as_text=True)))


@bp.get("/papers")
def listing():
    return jsonify(_shelf().names())
