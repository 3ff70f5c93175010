# corpus: strict not checked
import threading
import time
import bcrypt


class Users:
    """Copies under the lock, slow work outside, writes back under the lock."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._by: dict[str, tuple[bytes, int]] = {}

    def login(self, name: str, pw: bytes) -> bool:
        with self._lock:
            entry = self._by.get(name)
            version = entry[1] if entry else -1
        if entry is None:
            time.sleep(0.01)
            return False
        good = bcrypt.checkpw(pw, entry[0])
        with self._lock:
            now = self._by.get(name)
            return good and now is not None and now[1] == version
