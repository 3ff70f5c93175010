from __future__ import annotations

import psycopg


class LineStore:
    def __init__(self, dsn: str) -> None:
        self._dsn = dsn

    def insert(self, channel: str, who: str, text: str) -> None:
        with psycopg.connect(self._dsn, connect_timeout=3) as conn:
            conn.execute("INSERT INTO lines VALUES (%s, %s, %s)", (channel, who, text))
