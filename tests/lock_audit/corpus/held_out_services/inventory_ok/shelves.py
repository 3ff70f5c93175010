import threading

import conf
import dbtools
from events import Bell, EventLog


class Shelves(object):
    def __init__(self):
        self.lock = threading.Lock()
        self.levels = {}
        self.log = EventLog(100)
        self.bell = Bell()

    def fill(self):
        levels = dbtools.load_levels()
        with self.lock:
            self.levels.update(levels)
            self.log.send_event("filled", n=len(levels))

    def take(self, sku, n):
        with self.lock:
            have = self.levels.get(sku, 0)
            if have < n:
                return None
            left = self.levels[sku] = have - n
            self.log.send_event("taken", sku=sku, n=n)
            if left < conf.LOW:
                self.bell.ring()
        dbtools.save_level(sku, left)
        return left

    def put_back(self, sku, n):
        if not self.lock.acquire(True, 2.0):
            raise RuntimeError("shelves are busy")
        try:
            self.levels[sku] = self.levels.get(sku, 0) + n
            left = self.levels[sku]
        finally:
            self.lock.release()
        dbtools.save_level(sku, left)
        return left

    def level(self, sku):
        with self.lock:
            return self.levels.get(sku, 0)

    def low(self):
        with self.lock:
            ringing = self.bell.is_ringing()
            return [sku for sku, qty in self.levels.items() if ringing and qty < conf.LOW]

    def history(self):
        with self.lock:
            return self.log.recv_events()

    def label(self):
        with self.lock:
            return "/".join(sorted(self.levels))
