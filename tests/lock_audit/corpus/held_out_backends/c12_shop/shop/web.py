import threading

from flask import Blueprint, jsonify

from .core.state import book

bp = Blueprint("web", __name__)
_visits_lock = threading.Lock()
_visits: dict[str, int] = {}


@bp.get("/visit/<page>")
def visit(page: str):
    with _visits_lock:  # expect: LCK001, LCK002
        _visits[page] = _visits.get(page, 0) + 1
        total = _visits[page]
    return jsonify(page=page, total=total)


@bp.post("/pay/<cart>/<int:cents>")
def pay(cart: str, cents: int):
    return jsonify(total=book.add(cart, cents))
