# corpus: strict not checked
import functools
import threading
import sqlite3


class Repo:
    def __init__(self, path: str) -> None:
        self.path = path
        self._lock = threading.Lock()

    @functools.cached_property
    def db(self):
        return sqlite3.connect(self.path)

    @functools.cached_property
    def title(self) -> str:
        return self.path.title()

    def ready(self) -> bool:
        with self._lock:
            return self.db is not None  # expect: LCK004 via db -> connect

    def name(self) -> str:
        with self._lock:
            return self.title
