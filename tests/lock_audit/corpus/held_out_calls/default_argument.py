# corpus: strict not checked
import threading

from bcrypt import checkpw


class Gate:
    def __init__(self, digests):
        self._lock = threading.Lock()
        self._digests = dict(digests)
        self.open_count = 0

    def try_open(self, name, code, verify=checkpw):
        with self._lock:
            digest = self._digests.get(name)
            if digest is not None and verify(code, digest):  # expect: LCK003
                self.open_count += 1
                return True
            return False

    def try_open_later(self, name, code, verify=checkpw):
        with self._lock:
            digest = self._digests.get(name)
        if digest is None or not verify(code, digest):
            return False
        with self._lock:
            self.open_count += 1
        return True
