# corpus: strict not checked
import threading


class Bank:
    def __init__(self) -> None:
        self._accounts = threading.Lock()
        self._ledger = threading.RLock()
        self.n = 0

    def one_line(self) -> None:
        with self._accounts, self._ledger:  # expect: LCK007
            self.n += 1

    def nested(self) -> None:
        with self._accounts:
            self.n += 1
            if self._ledger.acquire(timeout=1):  # expect: LCK007
                try:
                    self.n += 1
                finally:
                    self._ledger.release()

    def sequential(self) -> None:
        with self._accounts:
            self.n += 1
        with self._ledger:
            self.n += 1
