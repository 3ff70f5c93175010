# corpus: strict not checked
import threading
import bcrypt


class Hasher:
    def __init__(self, rounds: int) -> None:
        self.rounds = rounds

    def __call__(self, pw: bytes) -> bytes:
        return bcrypt.hashpw(pw, bcrypt.gensalt(self.rounds))


class Upper:
    def __call__(self, pw: bytes) -> bytes:
        return pw.upper()


class Users:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hash = Hasher(12)
        self._norm = Upper()
        self._d: dict[str, bytes] = {}

    def add(self, n: str, pw: bytes) -> None:
        with self._lock:
            self._d[n] = self._hash(pw)  # expect: LCK003

    def add_plain(self, n: str, pw: bytes) -> None:
        with self._lock:
            self._d[n] = self._norm(pw)
