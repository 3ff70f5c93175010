# corpus: strict not checked
from flask import Blueprint, current_app, jsonify
import requests

from storage_lock import with_storage_traced

bp = Blueprint("orders", __name__)


class OrderActions:
    def __init__(self, order_id):
        self.order_id = order_id

    def cancel(self, storage):
        storage.orders[self.order_id]["state"] = "cancelled"
        return self.refund

    def refund(self):
        return requests.delete("https://pay.example/%s" % self.order_id, timeout=2)


@bp.post("/orders/<order_id>/cancel")
def cancel(order_id):
    actions = OrderActions(order_id)
    after = with_storage_traced(current_app.storage, "cancel", actions.cancel)
    answer = after()
    return jsonify(status=answer.status_code)


@bp.get("/orders/count")
def count():
    n = with_storage_traced(current_app.storage, "count", lambda s: len(s.orders))
    rates = requests.get("https://rates.example", timeout=1)
    return jsonify(count=n, rate=rates.text)
