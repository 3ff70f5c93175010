# corpus: strict not checked
"""Billing counters guarded by a decorator object."""
import threading

import jwt


class guarded_by:
    def __init__(self, lock):
        self.lock = lock

    def __call__(self, fn):
        def inner(*args, **kwargs):
            with self.lock:
                return fn(*args, **kwargs)
        inner.__name__ = fn.__name__
        return inner


_lock = threading.Lock()
_invoices = {}


@guarded_by(_lock)
def seal(number, key):
    amount = _invoices[number]
    return jwt.encode({"n": number, "amount": amount}, key, algorithm="HS256")  # expect: LCK003


@guarded_by(_lock)
def add(number, amount):
    _invoices[number] = amount


def total():
    with _lock:
        return sum(_invoices.values())
