# corpus: strict not checked
"""Methods called result, wait, sleep, run, open, read and write that do no such thing."""

import threading


class Outcome:
    def __init__(self):
        self.value = 0

    def result(self) -> int:
        return self.value

    def wait(self) -> None:
        self.value += 1


class Door:
    def __init__(self):
        self.is_open = False
        self.log: list[str] = []

    def open(self, who: str) -> None:
        self.is_open = True
        self.write(who)

    def write(self, line: str) -> None:
        self.log.append(line)

    def read(self) -> str:
        return self.log[-1]

    def sleep(self) -> None:
        self.is_open = False

    def run(self) -> int:
        return len(self.log)


class House:
    def __init__(self):
        self._lock = threading.Lock()
        self._outcome = Outcome()
        self._door = Door()

    def enter(self, who: str) -> int:
        with self._lock:
            self._door.open(who)
            self._outcome.wait()
            return self._outcome.result()

    def last(self) -> str:
        with self._lock:
            self._door.sleep()
            return self._door.read() + str(self._door.run())
