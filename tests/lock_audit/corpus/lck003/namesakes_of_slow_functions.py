# corpus: strict not checked
"""Own functions, classes and variables that carry famous names."""

import hashlib
import threading


class PasswordHasher:
    """Not argon2's: a checksum for test data."""

    def hash(self, text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    def verify(self, digest: str, text: str) -> bool:
        return self.hash(text) == digest


def checkpw(password: bytes, digest: bytes) -> bool:
    return password == digest


def scrypt(text: str) -> str:
    return f"script of {text}"


_lock = threading.Lock()
_hasher = PasswordHasher()
bcrypt = {"rounds": 12}
_rows: dict[str, str] = {}


def put(name: str, text: str) -> str:
    with _lock:
        _rows[name] = _hasher.hash(text)
        return scrypt(_rows[name])


def same(name: str, text: str, jwt: dict[str, str]) -> bool:
    with _lock:
        if jwt.get("encode") or bcrypt.get("rounds", 0) > 20:
            return False
        return _hasher.verify(_rows[name], text) and checkpw(b"a", b"a")
