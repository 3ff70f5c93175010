# corpus: strict not checked
"""Helpers with a section of their own: the caller's slow work stands before and after it."""
import threading

import requests

_lock = threading.Lock()
_totals: dict[str, int] = {}


def _add(name: str, amount: int) -> int:
    with _lock:
        _totals[name] = _totals.get(name, 0) + amount
        return _totals[name]


def _snapshot() -> dict[str, int]:
    with _lock:
        return dict(_totals)


def pay(name: str, amount: int) -> int:
    total = _add(name, amount)
    requests.post("https://pay.example", data={"name": name, "total": total}, timeout=2)
    return _add(name, 0)


def report() -> int:
    totals = _snapshot()
    return requests.post("https://report.example", json=totals, timeout=2).status_code
