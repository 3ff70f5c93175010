# corpus: strict not checked
import threading


class Account:
    def __init__(self) -> None:
        self._mu = threading.RLock()
        self.cents = 0

    def pay(self, other: "Account", n: int) -> None:
        with self._mu:
            with other._mu:  # expect: LCK007
                self.cents -= n
                other.cents += n

    def pay_ok(self, other: "Account", n: int) -> None:
        with self._mu:
            self.cents -= n
        with other._mu:
            other.cents += n
