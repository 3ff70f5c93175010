# corpus: strict not checked
import contextlib
import threading

import psycopg


class Ledger:
    def __init__(self, conn: psycopg.Connection):
        self.conn = conn
        self.lock = threading.Lock()
        self.sums = {}

    def post(self, account, amount, durable):
        with contextlib.ExitStack() as stack:
            if durable:
                print("durable post")
            stack.enter_context(self.lock)
            self.sums[account] = self.sums.get(account, 0) + amount
            self.conn.execute("INSERT INTO posts VALUES (%s, %s)", (account, amount))  # expect: LCK004

    def post_later(self, account, amount):
        with contextlib.ExitStack() as stack:
            stack.enter_context(self.lock)
            self.sums[account] = self.sums.get(account, 0) + amount
        self.conn.execute("INSERT INTO posts VALUES (%s, %s)", (account, amount))
        self.conn.commit()
