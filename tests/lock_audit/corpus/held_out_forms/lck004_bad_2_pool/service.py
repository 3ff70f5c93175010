"""The service holds locks around the repository."""
import threading
from contextlib import ExitStack

import psycopg

from repo import CachedRepo, Repo

DSN = "dbname=seats"
_admin = threading.Semaphore(1)


class Service:
    def __init__(self, repo: Repo) -> None:
        self.repo = repo
        self._mutex = threading.Lock()
        self._cache: dict[str, int] = {}

    def warm(self, keys: list[str]) -> None:
        with ExitStack() as stack:
            stack.enter_context(self._mutex)
            for key in keys:
                if key in self._cache:
                    continue
                self._cache[key] = self.repo.load(key)  # expect: LCK004 via load -> connection
        self.repo.ready()

    def restart(self) -> None:
        with self._mutex:
            self._cache.clear()
            self.repo.ready()  # expect: LCK004 via ready -> wait

    def lease(self) -> psycopg.Connection:
        if not self._mutex.acquire(timeout=0.5):
            return self.repo.lease()
        try:
            return self.repo.lease()  # expect: LCK004 via lease -> getconn
        finally:
            self._mutex.release()

    def size(self) -> int:
        with self._mutex:
            return self.repo.stats() + len(self._cache)

    def preload(self, repo: CachedRepo, key: str) -> None:
        with self._mutex:
            self._cache[key] = repo.warm_one(key)  # expect: LCK004 via warm_one -> load -> connection


def migrate() -> None:
    with _admin:
        conn = psycopg.connect(DSN)  # expect: LCK004
        conn.execute("ALTER TABLE seats ADD COLUMN note text")  # expect: LCK004
        conn.commit()  # expect: LCK004
