# corpus: strict not checked
"""In API code a fresh lock is three mistakes in one line."""
import threading

import jobs

_orders: list[str] = []


def order(name: str) -> int:
    with threading.Lock():  # expect: LCK001, LCK002, LCK010
        _orders.append(name)
    return jobs.count(name)
