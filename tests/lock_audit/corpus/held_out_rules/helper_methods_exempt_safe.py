# corpus: strict not checked
from __future__ import annotations

import threading
from functools import partial

from flask import Blueprint, jsonify

bp = Blueprint("wallet", __name__)


class Storage:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.balances: dict[str, int] = {}

    def add(self, user: str, cents: int) -> int:
        total = self.balances.get(user, 0) + cents
        self.balances[user] = total
        return total


class Gate:
    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def with_storage(self, label, fn, timeout=0.2):
        if not self.storage.lock.acquire(timeout=timeout):
            raise TimeoutError(label)
        try:
            return fn(self.storage)
        finally:
            self.storage.lock.release()


gate = Gate(Storage())


def _credit(user: str, cents: int, s: Storage) -> int:
    return s.add(user, cents)


@bp.post("/wallet/<user>/<int:cents>")
def credit(user, cents):
    total = gate.with_storage("credit", partial(_credit, user, cents))
    return jsonify(total=total)
