# corpus: strict not checked
"""Views show what the dict becomes after the lock is gone; their copies do not."""

import threading
from types import MappingProxyType

_prices_lock = threading.Lock()
_prices: dict[str, float] = {}


def set_price(name: str, price: float) -> None:
    with _prices_lock:
        _prices[name] = price


def names():
    with _prices_lock:
        return _prices.keys()  # expect: LCK009


def prices():
    with _prices_lock:
        return _prices.values()  # expect: LCK009


def price_list():
    with _prices_lock:
        return _prices.items()  # expect: LCK009


def read_only():
    with _prices_lock:
        return MappingProxyType(_prices)  # expect: LCK009


def copied_names() -> list[str]:
    with _prices_lock:
        return list(_prices.keys())


def copied_items() -> dict[str, float]:
    with _prices_lock:
        return dict(_prices.items())


def dearest() -> float:
    with _prices_lock:
        return max(_prices.values())


def frozen():
    with _prices_lock:
        return MappingProxyType(dict(_prices))
