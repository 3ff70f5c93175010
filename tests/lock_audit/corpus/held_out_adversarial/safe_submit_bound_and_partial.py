# corpus: strict not checked
import functools
import queue
import sqlite3
import threading
from concurrent.futures import Executor


class Outbox:
    def __init__(self, pool: Executor, db: sqlite3.Connection) -> None:
        self._lock = threading.Lock()
        self.pool = pool
        self.db = db
        self.backlog: queue.Queue = queue.Queue()
        self.n = 0

    def _save(self, k: str) -> None:
        self.db.execute("INSERT INTO t VALUES (?)", (k,))

    def push(self, k: str) -> int:
        with self._lock:
            self.n += 1
            self.pool.submit(self._save, k)
            self.backlog.put(functools.partial(self._save, k))
            threading.Thread(target=self._save, args=(k,)).start()
            return self.n
