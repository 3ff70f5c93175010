# corpus: strict not checked
"""Warehouses: moves between instances, a price list with its own lock."""
from __future__ import annotations

import threading

# lock-audit: order _prices_lock < _stock_lock -- prices are always read before stock is booked
_prices_lock = threading.Lock()
_stock_lock = threading.Lock()
_prices: dict[str, int] = {}
_reserved: dict[str, int] = {}


def quote(sku: str, qty: int) -> int:
    with _prices_lock:
        unit = _prices[sku]
        with _stock_lock:
            _reserved[sku] = _reserved.get(sku, 0) + qty
    return unit * qty


def reprice(sku: str, cents: int) -> None:
    with _stock_lock:
        if _reserved.get(sku):
            with _prices_lock:  # expect: LCK007
                _prices[sku] = cents


class Warehouse:
    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()
        self._stock: dict[str, int] = {}

    def receive(self, sku: str, qty: int) -> None:
        with self._lock:
            self._stock[sku] = self._stock.get(sku, 0) + qty

    def count(self, sku: str) -> int:
        with self._lock:
            return self._stock.get(sku, 0)

    def take(self, sku: str, qty: int) -> bool:
        with self._lock:
            if self.count(sku) < qty:  # expect: LCK007
                return False
            self._stock[sku] -= qty
            return True

    def move_to(self, other: "Warehouse", sku: str, qty: int) -> None:
        with self._lock:
            with other._lock:  # expect: LCK007
                self._stock[sku] -= qty
                other._stock[sku] = other._stock.get(sku, 0) + qty

    def ship(self, other: "Warehouse", sku: str, qty: int) -> None:
        with self._lock:
            self._stock[sku] -= qty
            other.receive(sku, qty)  # expect: LCK007

    def ship_right(self, other: "Warehouse", sku: str, qty: int) -> None:
        with self._lock:
            self._stock[sku] -= qty
        other.receive(sku, qty)

    def balance(self, other: Warehouse, sku: str) -> int:
        return self.count(sku) - other.count(sku)


class Ledger:
    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._rows: list[tuple[str, int]] = []

    def total(self) -> int:
        with self._lock:
            return sum(qty for _, qty in self._rows)

    def book(self, sku: str, qty: int) -> int:
        with self._lock:
            self._rows.append((sku, qty))
            return self.total()


def merge(left: Warehouse, right: Warehouse) -> dict[str, int]:
    with left._lock, right._lock:  # expect: LCK007
        return {**left._stock, **right._stock}
