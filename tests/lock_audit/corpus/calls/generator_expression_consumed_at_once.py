# corpus: strict not checked
"""sum, any and "".join pull a generator expression to its end while the lock is held."""
import threading

import requests

_lock = threading.Lock()
_basket: list[str] = []


def _price(item: str) -> float:
    return float(requests.get("https://prices.example/" + item, timeout=1).text)


def _listed(item: str) -> bool:
    return not item.startswith("_")


def total() -> float:
    with _lock:
        return sum(_price(item) for item in _basket)  # expect: LCK005 via _price -> requests.get


def names() -> str:
    with _lock:
        return ", ".join(item for item in _basket if _listed(item))


def anything_free() -> bool:
    with _lock:
        return any(_price(item) == 0.0 for item in _basket)  # expect: LCK005 via _price -> requests.get


def total_outside() -> float:
    with _lock:
        basket = list(_basket)
    return sum(_price(item) for item in basket)
