# corpus: strict not checked
import sqlite3

import requests

_conn = sqlite3.connect("hooks.db", check_same_thread=False)
_open_issues: dict[str, int] = {}


def on_ping(payload: dict) -> str:
    return "pong"


def on_issue(payload: dict) -> str:
    _open_issues[payload["id"]] = payload["number"]
    return "noted"


def on_paid(payload: dict) -> str:
    mark_paid(payload["invoice"])
    return "paid"


def mark_paid(invoice: str) -> None:
    _conn.execute("UPDATE invoices SET paid = 1 WHERE id = ?", (invoice,))


def on_created(payload: dict) -> str:
    notify_crm(payload["user"])
    return "created"


def notify_crm(user: str) -> None:
    requests.post("https://crm.example.net/users", json={"user": user}, timeout=4)


SLOW = {
    "invoice.paid": on_paid,
    "user.created": on_created,
    "ping": on_ping,
}
FAST = {"issue": on_issue, "ping": on_ping}
