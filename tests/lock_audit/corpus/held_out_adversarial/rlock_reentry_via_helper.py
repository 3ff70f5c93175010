# corpus: strict not checked
import threading


class Ledger:
    def __init__(self) -> None:
        self._mu = threading.RLock()
        self._rows: list[int] = []

    def add(self, n: int) -> int:
        with self._mu:
            self._rows.append(n)
            return self.total()

    def total(self) -> int:
        with self._mu:
            return sum(self._rows)

    def both(self, n: int) -> int:
        with self._mu:
            with self._mu:
                return n + len(self._rows)
