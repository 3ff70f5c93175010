# corpus: strict not checked
import sqlite3


class SignupArchive:
    def __init__(self, path: str) -> None:
        self._path = path
        self.kinds: list[str] = []

    def persist_signup(self, name: str) -> None:
        self._run("INSERT INTO signups VALUES (?)", (name,))

    def note_event(self, kind: str) -> None:
        self.kinds.append(kind)

    def _run(self, sql: str, params: tuple) -> None:
        conn = sqlite3.connect(self._path)
        conn.execute(sql, params)
        conn.commit()
