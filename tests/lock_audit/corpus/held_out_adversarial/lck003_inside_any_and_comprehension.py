# corpus: strict not checked
import threading
import bcrypt


class Codes:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hashes: list[bytes] = []

    def use(self, code: bytes) -> bool:
        with self._lock:
            return any(bcrypt.checkpw(code, h) for h in self._hashes)  # expect: LCK003

    def index(self, code: bytes) -> list[int]:
        with self._lock:
            return [i for i, h in enumerate(self._hashes) if bcrypt.checkpw(code, h)]  # expect: LCK003

    def use_ok(self, code: bytes) -> bool:
        with self._lock:
            copy = list(self._hashes)
        return any(bcrypt.checkpw(code, h) for h in copy)
