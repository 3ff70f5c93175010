# corpus: strict not checked
"""A file handler among basicConfig's handlers counts like a file name."""

import logging
import threading
from logging.handlers import TimedRotatingFileHandler


def configure(path: str) -> None:
    logging.basicConfig(handlers=[logging.StreamHandler(), TimedRotatingFileHandler(path, when="D")])


log = logging.getLogger("seats")


class Seats:
    def __init__(self, free: int):
        self._lock = threading.Lock()
        self._free = free

    def book(self) -> bool:
        with self._lock:
            if self._free == 0:
                return False
            self._free -= 1
            log.info("booked, %d left", self._free)  # expect: LCK006
        log.info("booked")
        return True
