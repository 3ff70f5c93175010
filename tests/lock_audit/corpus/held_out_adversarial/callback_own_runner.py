# corpus: strict not checked
import threading
import time


class Runner:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.n = 0

    def held(self, label: str, fn):
        with self._lock:
            self.n += 1
            return fn(label)

    def after(self, label: str, fn):
        with self._lock:
            self.n += 1
        return fn(label)


def use(r: Runner) -> None:
    r.held("x", lambda name: time.sleep(len(name)))  # expect: LCK006
    r.held("x", str.upper)
    r.after("x", lambda name: time.sleep(len(name)))
