import threading

from sessions import verify

_lock = threading.Lock()
_revoked: set[str] = set()


def authenticate(token: str) -> str | None:
    with _lock:
        if token in _revoked:
            return None
        claims = verify(token)  # expect: LCK003 via verify -> jwt.decode
    return claims["sub"]


def authenticate_right(token: str) -> str | None:
    claims = verify(token)
    with _lock:
        return None if token in _revoked else claims["sub"]
