# corpus: strict not checked
import hashlib

from bcrypt import checkpw, hashpw

__all__ = ["fingerprint", "same"]


def same(password: bytes, digest: bytes) -> bool:
    return checkpw(password, digest)


def fingerprint(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _slow(password: bytes, salt: bytes) -> bytes:
    return hashpw(password, salt)
