import psycopg


class Repository:
    def __init__(self, conn: psycopg.Connection):
        self.conn = conn

    def _run(self, sql, args):
        return self.conn.execute(sql, args)
