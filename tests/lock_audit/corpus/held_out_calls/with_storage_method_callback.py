# corpus: strict not checked
from flask import Blueprint, current_app, jsonify
import requests

from storage_lock import with_storage_traced

bp = Blueprint("orders", __name__)


class OrderActions:
    def __init__(self, order_id):
        self.order_id = order_id

    def cancel(self, storage):
        order = storage.orders[self.order_id]
        order["state"] = "cancelled"
        requests.delete("https://pay.example/%s" % self.order_id, timeout=2)  # expect: LCK005
        return order["state"]

    def archive(self, storage):
        storage.archived.add(self.order_id)
        return self.order_id


@bp.post("/orders/<order_id>/cancel")
def cancel(order_id):
    actions = OrderActions(order_id)
    state = with_storage_traced(current_app.storage, "cancel", actions.cancel)
    return jsonify(state=state)


@bp.post("/orders/<order_id>/archive")
def archive(order_id):
    done = with_storage_traced(current_app.storage, "archive", OrderActions(order_id).archive)
    return jsonify(done=done)
