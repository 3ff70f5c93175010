# corpus: strict not checked
import threading
import jwt as pyjwt
from jwt import decode as verify_token

_lock = threading.Lock()
_seen: set[str] = set()


def check(tok: str, key: str) -> str:
    with _lock:
        claims = verify_token(tok, key, algorithms=["HS256"])  # expect: LCK003
        _seen.add(claims["jti"])
        return claims["jti"]


def sign(jti: str, key: str) -> str:
    with _lock:
        _seen.add(jti)
        return pyjwt.encode({"jti": jti}, key)  # expect: LCK003


def text(jti: str) -> bytes:
    with _lock:
        return jti.encode("ascii")
