import contextlib
import sqlite3

import conf


@contextlib.contextmanager
def session():
    conn = sqlite3.connect(conf.DB_PATH)
    try:
        yield conn
        conn.commit()
    finally:
        conn.close()


def load_levels():
    with session() as conn:
        return dict(conn.execute("select sku, qty from items"))


def save_level(sku, qty):
    with session() as conn:
        conn.execute("update items set qty = ? where sku = ?", (qty, sku))
