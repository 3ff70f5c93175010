# corpus: strict not checked
import sqlite3
import threading


class Store:
    def __init__(self, path):
        self.lock = threading.Lock()
        self.items = {}
        self.db = sqlite3.connect(path)

    def with_lock(self, fn):
        if not self.lock.acquire(timeout=1):
            raise TimeoutError
        try:
            return fn(self.items)
        finally:
            self.lock.release()


class Shop:
    def __init__(self, store: Store):
        self.store = store

    def buy(self, sku):
        def take(items):
            left = items.get(sku, 0)
            if not left:
                return False
            items[sku] = left - 1
            self.store.db.execute("INSERT INTO sales VALUES (?)", (sku,))  # expect: LCK004
            return True

        return self.store.with_lock(take)

    def restock(self, sku, count):
        def put(items):
            items[sku] = items.get(sku, 0) + count
            return items[sku]

        now = self.store.with_lock(put)
        self.store.db.execute("UPDATE stock SET n = ? WHERE sku = ?", (now, sku))
        return now
