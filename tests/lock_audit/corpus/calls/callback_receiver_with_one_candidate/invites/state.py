# corpus: strict not checked
"""The memory behind with_storage; one of its methods talks to the database."""
import psycopg


class State:
    def __init__(self, conn: psycopg.Connection) -> None:
        self._conn = conn
        self._invites: dict[str, str] = {}

    def take_invite(self, code: str) -> str | None:
        return self._invites.pop(code, None)

    def take_invite_durably(self, code: str) -> str | None:
        self._conn.execute("DELETE FROM invites WHERE code = %s", (code,))
        return self._invites.pop(code, None)
