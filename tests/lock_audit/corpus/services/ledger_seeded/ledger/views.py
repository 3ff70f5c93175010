# corpus: strict not checked
import threading

from flask import Blueprint, request

from ledger.accounts import Accounts

bp = Blueprint("ledger", __name__)
accounts = Accounts()
_requests_lock = threading.Lock()
_request_ids: set[str] = set()


@bp.post("/accounts/<name>")
def deposit(name: str):
    with threading.Lock():  # expect: LCK001, LCK002, LCK010
        seen = request.headers["X-Request-Id"] in _request_ids
    if seen:
        return "", 204
    return {"balance": accounts.account(name).deposit(request.get_json()["amount"])}


@bp.get("/accounts")
def balances():
    if not _requests_lock.acquire(timeout=0.1):  # expect: LCK002
        return "", 503
    try:
        _request_ids.add(request.headers["X-Request-Id"])
    finally:
        _requests_lock.release()
    return accounts.balances()
