# corpus: strict not checked
from contextlib import ExitStack
import threading

import psycopg


class Ledger:
    def __init__(self, conn: psycopg.Connection):
        self.conn = conn
        self.lock = threading.Lock()
        self.sums = {}

    def load(self):
        rows = []
        with ExitStack() as stack:
            cur = stack.enter_context(self.conn.cursor())
            cur.execute("SELECT account, total FROM sums")
            rows = cur.fetchall()
            stack.enter_context(self.lock)
            for account, total in rows:
                self.sums[account] = total
        return len(rows)

    def total(self):
        with ExitStack() as stack:
            stack.enter_context(self.lock)
            return sum(self.sums.values())

    def save(self):
        with self.lock:
            rows = list(self.sums.items())
        for row in rows:
            self.conn.execute("UPDATE sums SET total = %s WHERE account = %s", row[::-1])
        self.conn.commit()
