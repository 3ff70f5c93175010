# corpus: strict not checked
import threading
import time


class State:
    def __init__(self) -> None:
        self.guard = threading.Lock()
        self.value = 0


class App:
    def __init__(self) -> None:
        self.state = State()

    def run(self) -> int:
        with self.state.guard:
            self.state.value += 1
            time.sleep(0.5)  # expect: LCK006
            return self.state.value

    def run_ok(self) -> int:
        with self.state.guard:
            self.state.value += 1
            got = self.state.value
        time.sleep(0.5)
        return got
