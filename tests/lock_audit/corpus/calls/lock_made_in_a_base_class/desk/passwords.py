# corpus: strict not checked
import bcrypt

from desk.guarded import Named


class Passwords(Named):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._digests: dict[str, bytes] = {}

    def set(self, user: str, password: bytes) -> None:
        with self._lane:
            digest = bcrypt.hashpw(password, bcrypt.gensalt())
        with self._lock:
            self._digests[user] = digest

    def check(self, user: str, password: bytes) -> bool:
        with self._lock:
            return bcrypt.checkpw(password, self._digests[user])  # expect: LCK003

    def check_in_lane(self, user: str, password: bytes) -> bool:
        with self._lock:
            digest = self._digests[user]
        with self._lane:
            return bcrypt.checkpw(password, digest)
