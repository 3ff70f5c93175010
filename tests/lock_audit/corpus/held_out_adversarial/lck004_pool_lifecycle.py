# corpus: strict not checked
import threading
import psycopg_pool


class Db:
    def __init__(self, dsn: str) -> None:
        self._lock = threading.Lock()
        self.pool = psycopg_pool.ConnectionPool(dsn, open=False)
        self.up = False

    def start(self) -> None:
        with self._lock:
            self.pool.open()  # expect: LCK004
            self.pool.wait(timeout=5)  # expect: LCK004
            self.up = True

    def borrow(self) -> None:
        with self._lock:
            conn = self.pool.getconn(timeout=1)  # expect: LCK004
            self.up = conn is not None

    def stats(self) -> dict:
        with self._lock:
            return dict(self.pool.get_stats(), up=self.up, name=self.pool.name)
