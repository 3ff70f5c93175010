# corpus: strict not checked
from functools import partial

import requests
from flask import Blueprint, current_app
from service.limits import with_lock
from service.storage import with_storage

bp = Blueprint("payments", __name__)


@bp.post("/payments/<order>")
def pay(order: str):
    storage = current_app.extensions["storage"]
    price = with_storage(storage, "price", lambda s: s.prices[order])
    answer = requests.post("https://bank.example/", json={"price": price}, timeout=2)
    with_storage(storage, "paid", partial(_record, order, answer.status_code))
    return {"paid": answer.ok}


def _record(order: str, status: int, state) -> None:
    state.paid[order] = status
    if status >= 500:
        _alarm(order)  # expect: LCK005 via _alarm -> requests.post


def _alarm(order: str) -> None:
    requests.post("https://alarms.example/", json={"order": order}, timeout=2)


@bp.post("/payments/<order>/refund")
def refund(order: str):
    storage = current_app.extensions["storage"]

    def give_back(state) -> int:
        state.paid.pop(order, None)
        return requests.delete(f"https://bank.example/{order}", timeout=2).status_code  # expect: LCK005

    return {"status": with_storage(storage, "refund", give_back)}


class Watcher:
    def __init__(self, lock) -> None:
        self._lock = lock
        self._seen = 0

    def watch(self) -> None:
        with_lock(self._lock, "watch", self._look)
        with_lock(self._lock, "count", self._count)

    def _look(self) -> None:
        self._seen += requests.get("https://bank.example/count", timeout=2).ok  # expect: LCK005

    def _count(self) -> None:
        self._seen += 1
