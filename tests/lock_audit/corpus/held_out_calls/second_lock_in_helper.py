# corpus: strict not checked
"""Orders and stock have a lock each; placing an order takes both."""
import threading


class Stock:
    def __init__(self):
        self._stock_lock = threading.Lock()
        self._left = {}

    def take(self, sku, count):
        with self._stock_lock:
            left = self._left.get(sku, 0)
            if left < count:
                return False
            self._left[sku] = left - count
            return True


class Orders:
    def __init__(self, stock: Stock):
        self._orders_lock = threading.Lock()
        self._stock = stock
        self._orders = []

    def place(self, sku, count):
        with self._orders_lock:
            if not self._take(sku, count):  # expect: LCK007
                return None
            self._orders.append((sku, count))
            return len(self._orders)

    def _take(self, sku, count):
        return self._stock.take(sku, count)

    def place_well(self, sku, count):
        if not self._take(sku, count):
            return None
        with self._orders_lock:
            self._orders.append((sku, count))
            return len(self._orders)
