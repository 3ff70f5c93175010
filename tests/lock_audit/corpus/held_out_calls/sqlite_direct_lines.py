# corpus: strict not checked
import sqlite3
import threading


class Journal:
    """Old style: one connection, one lock, everything inside."""

    def __init__(self, path):
        self.path = path
        self.conn = sqlite3.connect(path, check_same_thread=False)
        self.lock = threading.RLock()
        self.count = 0

    def write(self, line):
        with self.lock:
            self.conn.execute("INSERT INTO journal(line) VALUES (?)", (line,))  # expect: LCK004
            self.conn.commit()  # expect: LCK004
            self.count += 1

    def last(self):
        with self.lock:
            cur = self.conn.cursor()
            cur.execute("SELECT line FROM journal ORDER BY id DESC LIMIT 1")  # expect: LCK004
            row = cur.fetchone()  # expect: LCK004
            return row[0] if row else None

    def reopen(self):
        fresh = sqlite3.connect(self.path, check_same_thread=False)
        with self.lock:
            old, self.conn = self.conn, fresh
        old.close()
