# corpus: strict not checked
"""One slot makes a mutex, whatever the class is called; two slots do not."""

import threading
import time
from threading import Semaphore


class Printer:
    def __init__(self):
        self._door = Semaphore(1)
        self._trays = Semaphore(2)
        self._gate = threading.BoundedSemaphore(value=1)
        self._pages = 0

    def warm_up(self) -> None:
        with self._door:
            time.sleep(2.0)  # expect: LCK006
            self._pages = 0

    def feed(self) -> None:
        with self._trays:
            time.sleep(0.1)

    def open_gate(self, path: str) -> None:
        with self._gate:
            self._pages += 1
            handle = open(path)  # expect: LCK006
        handle.close()
