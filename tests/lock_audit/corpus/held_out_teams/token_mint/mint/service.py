# corpus: strict not checked
import itertools
import threading

from .signer import Signer


class TokenService:
    def __init__(self, signer: Signer) -> None:
        self._signer = signer
        self._issued_lock = threading.Lock()
        self._issued: dict[int, str] = {}
        self._numbers = itertools.count(1)

    def issue(self, user_id: str) -> str:
        key = self._signer.key()
        with self._issued_lock:
            jti = next(self._numbers)
            self._issued[jti] = user_id
            token = self._signer.sign({"sub": user_id, "jti": jti}, key)  # expect: LCK003 via sign -> _encode -> encode
        return token

    def issue_outside(self, user_id: str) -> str:
        key = self._signer.key()
        with self._issued_lock:
            jti = next(self._numbers)
            self._issued[jti] = user_id
        return self._signer.sign({"sub": user_id, "jti": jti}, key)

    def fingerprint(self, jti: int) -> tuple[str, int]:
        with self._issued_lock:
            owner = self._issued.get(jti, "")
            key = self._signer.key()  # expect: LCK006 via key -> current -> _load -> read_bytes; LCK007
        return owner, len(key)

    def owners(self) -> set[str]:
        with self._issued_lock:
            return set(self._issued.values())
