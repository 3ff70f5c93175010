# corpus: strict not checked
import base


class Counters(base.Guarded):
    def __init__(self, conn) -> None:
        super().__init__(conn)
        self._values: dict[str, int] = {}

    def refresh(self, name: str) -> int:
        with self._guard:
            self._values[name] = self._fetch("SELECT 1")  # expect: LCK004 via _fetch -> execute
            with self._guard:
                return self._values[name]

    def direct(self, name: str) -> None:
        with self._guard:
            self._conn.execute("UPDATE c SET n = n + 1 WHERE name = %s", (name,))  # expect: LCK004
            self._values[name] = self._values.get(name, 0) + 1

    def refresh_outside(self, name: str) -> int:
        value = self._fetch("SELECT 1")
        with self._guard:
            self._values[name] = value
            return value
