# corpus: strict not checked
import threading

try:
    import bcrypt
except ImportError:
    bcrypt = None

try:
    from hashlib import pbkdf2_hmac as derive
except ImportError:
    derive = None

_lock = threading.Lock()


def a(pw: bytes, h: bytes) -> bool:
    with _lock:
        return bcrypt is not None and bcrypt.checkpw(pw, h)  # expect: LCK003


def b(pw: bytes) -> bytes:
    with _lock:
        return derive("sha256", pw, b"s", 1) if derive else b""  # expect: LCK003


def c(pw: bytes) -> bool:
    with _lock:
        return bcrypt is not None and derive is not None
