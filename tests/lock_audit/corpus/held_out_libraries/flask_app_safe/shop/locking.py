import threading


class Busy(RuntimeError):
    pass


class Storage(object):
    def __init__(self):
        self.mutex = threading.RLock()
        self.carts = {}
        self.stock = {}

    def reserve(self, cart, sku, count):
        have = self.stock.get(sku, 0)
        if have < count:
            return False
        self.stock[sku] = have - count
        lines = self.carts.setdefault(cart, {})
        lines[sku] = lines.get(sku, 0) + count
        return True

    def lines(self, cart):
        return dict(self.carts.get(cart, {}))

    def empty(self, cart):
        lines = self.carts.pop(cart, {})
        for sku, count in lines.items():
            self.stock[sku] = self.stock.get(sku, 0) + count
        return len(lines)


def with_storage(storage, label, fn, timeout=1.0):
    if not storage.mutex.acquire(timeout=timeout):
        raise Busy(label)
    try:
        return fn(storage)
    finally:
        storage.mutex.release()
