import json
import os
import sqlite3
import tempfile

DB = os.environ.get("TOGGLES_DB", "toggles.db")


def load():
    conn = sqlite3.connect(DB, timeout=5)
    try:
        return {name: json.loads(raw) for name, raw in conn.execute("SELECT name, value FROM toggles")}
    finally:
        conn.close()


def save(name, value):
    conn = sqlite3.connect(DB, timeout=5)
    try:
        conn.execute("REPLACE INTO toggles VALUES (?, ?)", (name, json.dumps(value)))
        conn.commit()
    finally:
        conn.close()


def dump(path, data):
    fd, tmp = tempfile.mkstemp(dir=os.path.dirname(path) or ".")
    with os.fdopen(fd, "w", encoding="utf-8") as fh:
        json.dump(data, fh)
        fh.flush()
        os.fsync(fh.fileno())
    os.replace(tmp, path)
