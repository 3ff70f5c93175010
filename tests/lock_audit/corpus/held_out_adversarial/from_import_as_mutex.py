# corpus: strict not checked
from threading import Lock as Mutex
import hashlib


class Vault:
    def __init__(self) -> None:
        self.door = Mutex()
        self._salted: dict[str, bytes] = {}

    def put(self, who: str, secret: bytes) -> None:
        with self.door:
            digest = hashlib.scrypt(secret, salt=b"x" * 16, n=2, r=8, p=1)  # expect: LCK003
            self._salted[who] = digest

    def tag(self, who: str) -> str:
        with self.door:
            return hashlib.sha256(self._salted[who]).hexdigest()
