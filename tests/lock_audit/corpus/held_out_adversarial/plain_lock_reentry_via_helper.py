# corpus: strict not checked
import threading


class Ledger:
    def __init__(self) -> None:
        self._mu = threading.Lock()
        self._rows: list[int] = []

    def add(self, n: int) -> int:
        with self._mu:
            self._rows.append(n)
            return self.total()  # expect: LCK007

    def total(self) -> int:
        with self._mu:
            return sum(self._rows)
