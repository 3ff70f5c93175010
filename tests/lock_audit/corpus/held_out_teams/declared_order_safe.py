# corpus: strict not checked
"""Catalog and prices: two locks, always taken in the declared order."""
from __future__ import annotations

import threading
from dataclasses import dataclass
from decimal import Decimal

_catalog_lock = threading.Lock()
_price_lock = threading.Lock()

# lock-audit: order _catalog_lock < _price_lock -- a price exists only for a product in the catalog

_catalog: dict[str, "Product"] = {}
_prices: dict[str, Decimal] = {}


@dataclass(frozen=True)
class Product:
    sku: str
    title: str


def add(product: Product, price: Decimal) -> None:
    with _catalog_lock:
        _catalog[product.sku] = product
        with _price_lock:
            _prices[product.sku] = price


def remove(sku: str) -> bool:
    with _catalog_lock:
        gone = _catalog.pop(sku, None) is not None
        _forget_price(sku)
    return gone


def reprice(sku: str, price: Decimal) -> bool:
    with _catalog_lock:
        if sku not in _catalog:
            return False
        if not _price_lock.acquire(timeout=0.5):
            return False
        try:
            _prices[sku] = price
        finally:
            _price_lock.release()
    return True


def price_of(sku: str) -> Decimal | None:
    with _price_lock:
        return _prices.get(sku)


def describe(sku: str) -> str:
    with _catalog_lock:
        product = _catalog.get(sku)
    price = price_of(sku)
    return f"{product.title if product else sku}: {price}"


def cheapest() -> str | None:
    with _price_lock:
        skus = sorted(_prices, key=_prices.__getitem__)
    with _catalog_lock:
        for sku in skus:
            if sku in _catalog:
                return _catalog[sku].title
    return None


def _forget_price(sku: str) -> None:
    with _price_lock:
        _prices.pop(sku, None)
