# corpus: strict not checked
"""Keeps the order that the locks' module declares; the RLock is entered again on the way."""

from locks import basket_lock, catalogue_lock

_prices: dict[str, int] = {}
_baskets: dict[str, int] = {}


def charge(customer: str, item: str) -> int:
    with catalogue_lock:
        price = _prices[item]
        with basket_lock:
            _baskets[customer] = balance(customer) + price
            return price


def balance(customer: str) -> int:
    with basket_lock:
        return _baskets.get(customer, 0)


def price(item: str) -> int:
    with catalogue_lock:
        return _prices[item]
