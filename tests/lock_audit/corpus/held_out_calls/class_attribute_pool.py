# corpus: strict not checked
import threading

from psycopg_pool import ConnectionPool


class Tickets:
    pool = ConnectionPool("dbname=tickets", open=False)
    _lock = threading.Lock()
    _open = {}

    @classmethod
    def start(cls):
        with cls._lock:
            if not cls._open:
                cls.pool.open()  # expect: LCK004
            cls._open["started"] = True

    @classmethod
    def ready(cls):
        with cls._lock:
            cls.pool.wait(timeout=3.0)  # expect: LCK004
            return len(cls._open)

    @classmethod
    def figures(cls):
        with cls._lock:
            size = cls.pool.max_size
            stats = cls.pool.get_stats()
            return size, stats.get("requests_num", 0)
