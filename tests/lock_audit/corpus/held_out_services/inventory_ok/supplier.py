import json
import threading
import urllib.request

import conf


class Supplier(object):
    def __init__(self, shelves):
        self.shelves = shelves
        self.lock = threading.Lock()
        self.open_orders = {}
        self.next_id = 1

    def post(self, path, data):
        req = urllib.request.Request(conf.SUPPLIER + path, data=json.dumps(data).encode())
        return json.loads(urllib.request.urlopen(req, timeout=10).read())

    def order_low(self):
        wanted = []
        for sku in self.shelves.low():
            with self.lock:
                if sku in self.open_orders:
                    continue
                self.open_orders[sku] = self.next_id
                self.next_id += 1
            wanted.append(sku)
        for sku in wanted:
            try:
                self.post("/orders", {"sku": sku})
            except OSError:
                self.cancel(sku)
        return wanted

    def cancel(self, sku):
        with self.lock:
            return self.open_orders.pop(sku, None)

    def arrived(self, sku, n):
        known = self.cancel(sku)
        if known is None:
            return False
        self.shelves.put_back(sku, n)
        return True

    def reserve_id(self):
        got = self.lock.acquire(timeout=0.5)
        try:
            if not got:
                return None
            self.next_id += 1
            return self.next_id
        finally:
            if got:
                self.lock.release()
