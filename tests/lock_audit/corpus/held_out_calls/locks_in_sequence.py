# corpus: strict not checked
import threading


class Stock:
    def __init__(self):
        self._lock = threading.Lock()
        self._left = {}

    def take(self, sku, count):
        with self._lock:
            left = self._left.get(sku, 0)
            if left < count:
                return False
            self._left[sku] = left - count
            return True

    def give_back(self, sku, count):
        with self._lock:
            self._left[sku] = self._left.get(sku, 0) + count


class Orders:
    def __init__(self, stock: Stock):
        self._lock = threading.Lock()
        self._stock = stock
        self._orders = []
        self._closed = False

    def place(self, sku, count):
        with self._lock:
            if self._closed:
                return None
        if not self._stock.take(sku, count):
            return None
        with self._lock:
            closed = self._closed
            if not closed:
                self._orders.append((sku, count))
        if closed:
            self._stock.give_back(sku, count)
        return not closed
