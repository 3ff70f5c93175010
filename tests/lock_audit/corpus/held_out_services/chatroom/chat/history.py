from __future__ import annotations

import psycopg


class History:
    def __init__(self, dsn: str) -> None:
        self._dsn = dsn

    def keep(self, room: str, line: str) -> None:
        with psycopg.connect(self._dsn, connect_timeout=3) as conn:
            conn.execute("INSERT INTO lines VALUES (%s, %s)", (room, line))

    def last(self, room: str) -> list[str]:
        with psycopg.connect(self._dsn, connect_timeout=3) as conn:
            rows = conn.execute("SELECT line FROM lines WHERE room = %s", (room,)).fetchall()
        return [r[0] for r in rows]
