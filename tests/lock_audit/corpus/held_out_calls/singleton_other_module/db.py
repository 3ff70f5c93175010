# corpus: strict not checked
import psycopg


class Database:
    def __init__(self, dsn):
        self._dsn = dsn
        self._conn = None

    def query(self, sql, *args):
        if self._conn is None:
            self._conn = psycopg.connect(self._dsn)
        return self._conn.execute(sql, args).fetchall()

    def name(self):
        return self._dsn.rsplit("/", 1)[-1]


database = Database("postgresql://localhost/rooms")
