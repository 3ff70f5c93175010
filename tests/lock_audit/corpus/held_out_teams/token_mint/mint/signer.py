# corpus: strict not checked
import jwt

from .keys import KeyRing


class Signer:
    def __init__(self, ring: KeyRing, issuer: str) -> None:
        self._ring = ring
        self._issuer = issuer

    def key(self) -> bytes:
        return self._ring.current()

    def sign(self, claims: dict, key: bytes) -> str:
        return self._encode({**claims, "iss": self._issuer}, key)

    def _encode(self, body: dict, key: bytes) -> str:
        return jwt.encode(body, key, algorithm="HS256")
