# corpus: strict not checked
from __future__ import annotations

import threading
from typing import Optional

from psycopg import Connection


class Metrics:
    def __init__(self, conn: Optional[Connection] = None, mirror: Connection | None = None):
        self.conn = conn
        self.mirror = mirror
        self._lock = threading.Lock()
        self.points: list[tuple[str, float]] = []

    def add(self, name: str, value: float) -> None:
        with self._lock:
            self.points.append((name, value))
            if self.conn is not None:
                self.conn.execute("INSERT INTO points VALUES (%s, %s)", (name, value))  # expect: LCK004
            if self.mirror:
                self.mirror.commit()  # expect: LCK004

    def drain(self) -> int:
        with self._lock:
            taken, self.points = self.points, []
        if self.conn is not None:
            for point in taken:
                self.conn.execute("INSERT INTO points VALUES (%s, %s)", point)
        return len(taken)
