import threading

import alerts
import db


class Stock(object):
    def __init__(self):
        self.lock = threading.Lock()
        self.levels = {}
        self.reserved = {}

    def level(self, sku):
        self.lock.acquire(True)  # expect: LCK001
        try:
            return self.levels.get(sku, 0)
        finally:
            self.lock.release()

    def load(self, sku):
        with self.lock:
            row = db.find_item(sku)  # expect: LCK004 via find_item -> query -> get_db -> connect
            if row is not None:
                self.levels[sku] = row[1]

    def reserve(self, sku, n):
        self.lock.acquire()  # expect: LCK001 LCK008
        if self.levels.get(sku, 0) < n:
            self.lock.release()
            return False
        self.levels[sku] -= n
        self.reserved[sku] = self.reserved.get(sku, 0) + n
        self.lock.release()
        return True

    def take(self, sku, n):
        with self.lock:
            self.levels[sku] = self.levels.get(sku, 0) - n
            left = self.levels[sku]
            if left < 5:
                alerts.alert_once_better(sku, left)  # expect: LCK005 via alert_once_better -> send_alert -> SMTP; LCK007
            return left

    def merge(self, other: "Stock"):
        with self.lock:
            with other.lock:  # expect: LCK007
                self.levels.update(other.levels)
                other.levels.clear()

    def all_levels(self):
        with self.lock:
            return self.levels.values()  # expect: LCK009

    def total(self):
        with self.lock:
            return sum(self.levels.values())
