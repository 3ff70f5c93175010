# corpus: strict not checked
import threading


class Account:
    def __init__(self):
        self._lock = threading.RLock()
        self.total = 0

    def move(self, other: "Account", n):
        with self._lock:
            with other._lock:  # expect: LCK007
                self.total -= n
                other.total += n

    def move_in_turn(self, other: "Account", n):
        with self._lock:
            self.total -= n
        with other._lock:
            other.total += n

    def again(self, n):
        with self._lock:
            with self._lock:
                self.total += n
