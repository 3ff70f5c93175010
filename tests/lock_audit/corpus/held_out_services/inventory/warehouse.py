import json
import urllib.request

import config
from stock import Stock


class Warehouse(object):
    def __init__(self):
        self.stock = Stock()
        self.orders = []

    def remote_level(self, sku):
        url = "%s/levels/%s" % (config.WAREHOUSE_URL, sku)
        return json.loads(urllib.request.urlopen(url, timeout=5).read())["level"]

    def sync(self, sku):
        with self.stock.lock:
            self.stock.levels[sku] = self.remote_level(sku)  # expect: LCK005 via remote_level -> urlopen

    def sync_better(self, sku):
        level = self.remote_level(sku)
        with self.stock.lock:
            self.stock.levels[sku] = level

    def order(self, sku, n):
        lock = self.stock.lock
        if lock.acquire(False):
            try:
                self.orders.append((sku, n))
            finally:
                lock.release()
            return True
        return False

    def order_sloppy(self, sku, n):
        lock = self.stock.lock
        lock.acquire(timeout=2)  # expect: LCK008
        try:
            self.orders.append((sku, n))
        finally:
            lock.release()
