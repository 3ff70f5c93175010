import threading
from dbx import dsn as make_dsn, fresh as reconnect


class Holder:
    def __init__(self) -> None:
        self._mu = threading.Lock()
        self.conn = None

    def ensure(self, host: str) -> None:
        with self._mu:
            if self.conn is None:
                self.conn = reconnect(make_dsn(host))  # expect: LCK004

    def ensure_ok(self, host: str) -> None:
        conn = reconnect(make_dsn(host))
        with self._mu:
            self.conn = conn
