# corpus: strict not checked
import logging
import threading
from logging.handlers import SocketHandler, HTTPHandler


class Audit:
    def __init__(self, path: str) -> None:
        self._lock = threading.Lock()
        self.log = logging.getLogger("audit")
        handler = logging.FileHandler(path)
        handler.setLevel(logging.INFO)
        self.log.addHandler(handler)
        self.net = logging.getLogger("net")
        self.net.addHandler(SocketHandler("h", 1))
        self.out = logging.getLogger("out")
        self.out.addHandler(logging.NullHandler())

    def put(self, x: str) -> None:
        with self._lock:
            self.log.info("put %s", x)  # expect: LCK006
            self.net.warning(x)  # expect: LCK006
            self.out.error(x)


_h = logging.getLogger("h")
_h.addHandler(HTTPHandler("h", "/u"))


def outside() -> None:
    _h.info("x")
