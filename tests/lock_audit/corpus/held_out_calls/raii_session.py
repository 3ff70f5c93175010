# corpus: strict not checked
import sqlite3
import threading


class Session:
    def __init__(self, path: str) -> None:
        self.path = path
        self.conn = None

    def __enter__(self) -> "Session":
        self.conn = sqlite3.connect(self.path)
        return self

    def __exit__(self, *exc) -> None:
        self.conn = None


class Tally:
    """Counts votes per poll."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._mutex = threading.Lock()
        self._votes: dict[str, int] = {}

    def vote(self, poll: str) -> int:
        with self._mutex:
            with Session(self._path):  # expect: LCK004 via Session -> connect
                self._votes[poll] = self._votes.get(poll, 0) + 1
            return self._votes[poll]

    def vote_fast(self, poll: str) -> int:
        with Session(self._path):
            pass
        with self._mutex:
            self._votes[poll] = self._votes.get(poll, 0) + 1
            return self._votes[poll]
