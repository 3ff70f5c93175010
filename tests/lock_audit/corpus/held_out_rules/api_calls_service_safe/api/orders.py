# corpus: strict not checked
from flask import Blueprint, jsonify, request

from services.orders import OrderService

bp = Blueprint("orders", __name__)
service = OrderService()


@bp.post("/orders")
def create():
    body = request.get_json()
    number = service.create(body["sku"], int(body["qty"]))
    return jsonify(number=number), 201


@bp.get("/orders/count")
def count():
    return jsonify(count=service.count())
