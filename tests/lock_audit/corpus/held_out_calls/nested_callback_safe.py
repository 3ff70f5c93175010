# corpus: strict not checked
import sqlite3
import threading


class Store:
    def __init__(self, path):
        self.lock = threading.Lock()
        self.items = {}
        self.after = []
        self.db = sqlite3.connect(path)

    def with_lock(self, fn):
        if not self.lock.acquire(timeout=1):
            raise TimeoutError
        try:
            return fn(self.items)
        finally:
            self.lock.release()

    def outside(self, fn):
        with self.lock:
            count = len(self.items)
        return fn(count)

    def later(self, fn):
        with self.lock:
            self.after.append(fn)


class Shop:
    def __init__(self, store: Store):
        self.store = store

    def buy(self, sku):
        def take(items):
            def log_sale():
                self.store.db.execute("INSERT INTO sales VALUES (?)", (sku,))

            items[sku] = items.get(sku, 1) - 1
            return log_sale

        log = self.store.with_lock(take)
        log()

    def report(self):
        return self.store.outside(
            lambda n: self.store.db.execute("INSERT INTO report VALUES (?)", (n,))
        )

    def plan(self, sku):
        self.store.later(lambda: self.store.db.execute("DELETE FROM sales WHERE sku = ?", (sku,)))
