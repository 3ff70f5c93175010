# corpus: strict not checked
from contextlib import contextmanager
import threading

from psycopg_pool import ConnectionPool

pool = ConnectionPool("dbname=shop", open=False)
_stock_lock = threading.Lock()
_stock = {}


@contextmanager
def transaction():
    with pool.connection() as conn:
        yield conn


def sell(sku, count):
    with _stock_lock:
        left = _stock.get(sku, 0) - count
        if left < 0:
            return False
        with transaction():  # expect: LCK004 via transaction -> connection
            _stock[sku] = left
        return True


def sell_late(sku, count):
    with _stock_lock:
        left = _stock.get(sku, 0) - count
        if left < 0:
            return False
        _stock[sku] = left
    with transaction() as conn:
        conn.execute("UPDATE stock SET left = %s WHERE sku = %s", (left, sku))
    return True
