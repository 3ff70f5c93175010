from flask import Blueprint, current_app, jsonify, request

from ..locking import with_storage

bp = Blueprint("carts", __name__, url_prefix="/carts")


def _reserve_all(wanted, cart):
    def action(storage):
        return [sku for sku, count in wanted.items() if storage.reserve(cart, sku, count)]

    return action


@bp.post("/<cart>")
def add(cart):
    wanted = {sku: int(count) for sku, count in request.get_json().items()}
    reserved = with_storage(current_app.storage, "reserve", _reserve_all(wanted, cart))
    return jsonify(reserved=reserved)


@bp.get("/<cart>")
def show(cart):
    lines = with_storage(current_app.storage, "show", lambda storage: storage.lines(cart))
    total = sum(current_app.prices.price(sku) * count for sku, count in lines.items())
    return jsonify(lines=lines, total=total)


@bp.delete("/<cart>")
def clear(cart):
    removed = with_storage(current_app.storage, "clear", lambda storage: storage.empty(cart))
    return jsonify(removed=removed)
