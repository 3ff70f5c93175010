# corpus: strict not checked
import threading
from passlib.context import CryptContext
from passlib.hash import pbkdf2_sha256 as scheme

_ctx = CryptContext(schemes=["bcrypt"])
_lock = threading.Lock()
_bad = {"n": 0}


def login(pw: str, h: str) -> bool:
    with _lock:
        if not _ctx.verify(pw, h):  # expect: LCK003
            _bad["n"] += 1
            return False
        return True


def other(pw: str, h: str) -> bool:
    with _lock:
        return scheme.verify(pw, h)  # expect: LCK003


def login_ok(pw: str, h: str) -> bool:
    good = _ctx.verify(pw, h)
    with _lock:
        _bad["n"] += not good
    return good
