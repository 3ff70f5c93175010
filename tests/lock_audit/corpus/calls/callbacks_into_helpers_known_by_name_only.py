# corpus: strict not checked
"""The helpers are not defined here, and some are methods: their names are enough."""
import hashlib
import sqlite3


def _key(password: bytes, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)


def _row(conn: sqlite3.Connection, name: str):
    return conn.execute("SELECT digest FROM users WHERE name = ?", (name,))


class Users:
    def __init__(self, app, conn: sqlite3.Connection) -> None:
        self.app = app
        self.conn = conn

    def login(self, password: bytes, salt: bytes) -> bool:
        return self.app.storage.with_storage("login", lambda s: s.key == _key(password, salt))  # expect: LCK003 via _key -> hashlib.pbkdf2_hmac

    def load(self, name: str) -> None:
        self.app.with_lock(self.app.lock, "load", lambda: _row(self.conn, name))  # expect: LCK004 via _row -> execute

    def refresh(self, name: str) -> None:
        def step(state) -> None:
            state.rows[name] = _row(self.conn, name)  # expect: LCK004 via _row -> execute

        with_storage_traced(self.app.storage, "refresh", "worker", "NONE", step)  # noqa: F821

    def fingerprint(self, name: str) -> str:
        return with_lock(self.app.lock, "sum", lambda: hashlib.sha256(name.encode()).hexdigest())  # noqa: F821

    def load_outside(self, name: str) -> None:
        row = _row(self.conn, name)
        self.app.with_lock(self.app.lock, "load", lambda: self.app.rows.update({name: row}))
