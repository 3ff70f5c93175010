# corpus: strict not checked
import threading
import time


def make_gate() -> threading.Lock:
    return threading.Lock()


def make_name() -> str:
    return "lock"


class Job:
    def __init__(self) -> None:
        self.gate = make_gate()
        self.lock = make_name()

    def run(self) -> None:
        with self.gate:
            time.sleep(0.1)  # expect: LCK006

    def show(self) -> str:
        time.sleep(0.1)
        return self.lock
