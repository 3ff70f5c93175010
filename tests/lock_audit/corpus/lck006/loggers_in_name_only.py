# corpus: strict not checked
"""A recorder called logger, and a file handler that was made and never attached."""

import logging
import threading

_handler = logging.FileHandler("/var/log/unused.log", delay=True)
log = logging.getLogger("gate")


class Recorder:
    """Keeps its lines in memory."""

    def __init__(self):
        self.lines: list[str] = []

    def info(self, line: str) -> None:
        self.lines.append(line)


class Gate:
    def __init__(self):
        self._lock = threading.Lock()
        self._open = False
        self.logger = Recorder()

    def open(self) -> bool:
        with self._lock:
            changed = not self._open
            self._open = True
            self.logger.info("opened")
            log.info("opened")
            return changed

    def lines(self) -> int:
        with self._lock:
            return len(self.logger.lines)


def handler_level() -> int:
    return _handler.level
