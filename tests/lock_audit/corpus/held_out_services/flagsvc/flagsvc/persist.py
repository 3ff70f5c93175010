import json
import sqlite3

from . import settings


def connection():
    return sqlite3.connect(settings.DB, timeout=5)


def save_flag(name, value):
    conn = connection()
    conn.execute("REPLACE INTO flags VALUES (?, ?)", (name, json.dumps(value)))
    conn.commit()


def write_snapshot(data):
    with open(settings.SNAPSHOT, "w", encoding="utf-8") as fh:
        json.dump(data, fh)
