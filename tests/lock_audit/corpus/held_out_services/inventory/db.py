# old style module, no annotations
import sqlite3

import config


def get_db():
    return sqlite3.connect(config.DB_PATH)


def query(sql, args=()):
    cur = get_db().cursor()
    cur.execute(sql, args)
    return cur.fetchall()


def find_item(sku):
    rows = query("select sku, qty from items where sku = ?", (sku,))
    return rows[0] if rows else None
