# corpus: strict not checked
import threading

_menu_lock = threading.Lock()
_table_lock = threading.Lock()
_menu = {"soup": 5}
_tables = {}


def with_lock(lock, fn, timeout=1.0):
    if not lock.acquire(timeout=timeout):
        raise TimeoutError
    try:
        return fn()
    finally:
        lock.release()


def price(dish):
    return with_lock(_menu_lock, lambda: _menu[dish])


def order(table, dish):
    def book():
        cost = price(dish)  # expect: LCK007
        _tables[table] = _tables.get(table, 0) + cost
        return _tables[table]

    return with_lock(_table_lock, book)


def order_well(table, dish):
    cost = price(dish)

    def book():
        _tables[table] = _tables.get(table, 0) + cost
        return _tables[table]

    return with_lock(_table_lock, book)
