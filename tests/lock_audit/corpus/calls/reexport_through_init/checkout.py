# corpus: strict not checked
import threading

import shop
from shop import send_receipt, total

_lock = threading.Lock()
_paid: dict[str, int] = {}


def pay(customer: str, prices: list[int]) -> int:
    with _lock:
        _paid[customer] = total(prices)
        send_receipt(customer, "paid")  # expect: LCK005 via send_receipt -> smtplib.SMTP
        return _paid[customer]


def pay_by_module(customer: str, prices: list[int]) -> int:
    with _lock:
        _paid[customer] = shop.total(prices)
        shop.send_receipt(customer, "paid")  # expect: LCK005 via send_receipt -> smtplib.SMTP
        return _paid[customer]


def pay_outside(customer: str, prices: list[int]) -> int:
    amount = total(prices)
    with _lock:
        _paid[customer] = amount
    send_receipt(customer, "paid")
    return amount
