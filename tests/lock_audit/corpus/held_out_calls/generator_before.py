# corpus: strict not checked
import sqlite3
import threading


class Catalogue:
    def __init__(self, conn):
        self.conn: sqlite3.Connection = conn
        self._lock = threading.Lock()
        self.titles = {}

    def _rows(self):
        for row in self.conn.execute("SELECT id, title FROM books"):
            yield row

    def reload(self):
        fresh = dict(self._rows())
        with self._lock:
            self.titles.clear()
            self.titles.update(fresh)
            return len(self.titles)

    def titles_sorted(self):
        with self._lock:
            return sorted(self.titles.values())

    def missing(self):
        with self._lock:
            known = set(self.titles)
        return [row for row in self._rows() if row[0] not in known]
