# corpus: strict not checked
import json
import sqlite3
import threading


class Missing(KeyError):
    pass


class Table(object):
    def __init__(self, path):
        self._conn = sqlite3.connect(path, check_same_thread=False)
        self._lock = threading.RLock()
        self._cache = {}

    def _select(self, key):
        row = self._conn.execute("SELECT v FROM kv WHERE k = ?", (key,)).fetchone()
        if row is None:
            raise Missing(key)
        return json.loads(row[0])

    def __getitem__(self, key):
        with self._lock:
            if key not in self._cache:
                self._cache[key] = self._select(key)  # expect: LCK004
            return self._cache[key]

    def __setitem__(self, key, value):
        with self._lock:
            self._conn.execute("REPLACE INTO kv VALUES (?, ?)", (key, json.dumps(value)))  # expect: LCK004
            self._conn.commit()  # expect: LCK004
            self._cache[key] = value

    def cached(self, key):
        with self._lock:
            return self._cache.get(key)

    def invalidate(self, *keys):
        with self._lock:
            for key in keys:
                self._cache.pop(key, None)

    def reload(self, key):
        value = self._select(key)
        with self._lock:
            self._cache[key] = value
        return value

    def truncate(self):
        with self._lock:
            # lock-audit: allow LCK004 -- one shared connection, writes must be serialised
            self._conn.execute("DELETE FROM kv")  # expect: LCK004[suppressed]
            self._cache.clear()

    def refresh(self):
        keys = self._snapshot()
        for key in keys:
            self.reload(key)

    def _snapshot(self):
        with self._lock:
            return tuple(self._cache)

    def items(self):
        with self._lock:
            return self._cache.items()  # expect: LCK009

    def locked_update(self, key, change):
        self._lock.acquire(True)  # expect: LCK001
        try:
            self._cache[key] = change(self._cache.get(key))
        finally:
            self._lock.release()
