import threading


class OrderService:
    def __init__(self):
        self._lock = threading.Lock()
        self._orders = {}
        self._next = 1

    def create(self, sku, qty):
        with self._lock:
            number = self._next
            self._next += 1
            self._orders[number] = (sku, qty)
        return number

    def count(self):
        with self._lock:
            return len(self._orders)
