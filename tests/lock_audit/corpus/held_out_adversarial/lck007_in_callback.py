# corpus: strict not checked
import threading
from helpers import with_storage


class Cache:
    def __init__(self) -> None:
        self._mu = threading.Lock()
        self.n = 0

    def bump(self) -> int:
        with self._mu:
            self.n += 1
            return self.n

    def bad(self, storage) -> int:
        return with_storage(storage, "x", lambda s: s.n + self.bump())  # expect: LCK007

    def good(self, storage) -> int:
        extra = self.bump()
        return with_storage(storage, "x", lambda s: s.n + extra)
