# corpus: strict not checked
import functools
import sqlite3
import time
import helpers as h


class Repo:
    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def save(self, s, name: str) -> None:
        self.db.execute("INSERT INTO t VALUES (?)", (name,))  # expect: LCK004

    def rename(self, s, name: str) -> None:
        s.name = name


def go(repo: Repo, storage) -> None:
    h.with_storage(storage, "save", functools.partial(repo.save, name="x"))
    h.with_storage(storage, "ren", functools.partial(repo.rename, name="y"))
    time.sleep(1)
