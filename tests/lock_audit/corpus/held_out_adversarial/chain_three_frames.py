# corpus: strict not checked
import threading
import sqlite3

_lock = threading.Lock()


class Repo:
    def __init__(self, path: str) -> None:
        self.db = sqlite3.connect(path)

    def _query(self, sql: str):
        return self.db.execute(sql)

    def count(self) -> int:
        return len(list(self._query("SELECT 1")))

    @staticmethod
    def label() -> str:
        return "repo"


def total(repo: Repo) -> int:
    repo.label()
    with _lock:
        repo.label()
        return repo.count()  # expect: LCK004 via count -> _query -> execute
