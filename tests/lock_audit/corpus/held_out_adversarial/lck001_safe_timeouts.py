# corpus: strict not checked
import threading


class Cfg:
    limit: float = 2.0


class Box:
    def __init__(self, cfg: Cfg) -> None:
        self._l = threading.Lock()
        self.cfg = cfg
        self.n = 0

    def positional(self) -> bool:
        if not self._l.acquire(True, 0.25):
            return False
        try:
            self.n += 1
            return True
        finally:
            self._l.release()

    def unknown(self, wait: float) -> bool:
        if not self._l.acquire(timeout=min(wait, self.cfg.limit)):
            return False
        try:
            self.n += 1
            return True
        finally:
            self._l.release()

    def probe(self) -> bool:
        if not self._l.acquire(False):
            return False
        try:
            self.n += 1
            return True
        finally:
            self._l.release()
