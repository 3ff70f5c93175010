# corpus: strict not checked
import threading
import time


class Pair:
    def __init__(self) -> None:
        self._a, self._b = threading.Lock(), threading.Event()
        self.n = 0

    def via_local(self) -> None:
        lk = self._a
        with lk:
            self.n += 1
            time.sleep(0.1)  # expect: LCK006

    def via_walrus(self) -> None:
        with (held := self._a):
            self.n += 1
            time.sleep(0.1)  # expect: LCK006
        print(held)

    def not_lock(self) -> None:
        lk = self._b
        lk.set()
        time.sleep(0.1)
