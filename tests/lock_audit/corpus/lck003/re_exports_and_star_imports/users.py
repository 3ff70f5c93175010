# corpus: strict not checked
from security import *
from security import gate, slow_digest

_digests: dict[str, bytes] = {}
_prints: dict[str, str] = {}


def login(name: str, password: bytes) -> bool:
    with gate:
        _prints[name] = fingerprint(password)
        return same(password, _digests[name])  # expect: LCK003 via same -> checkpw


def register(name: str, password: bytes, salt: bytes) -> None:
    with gate:
        _digests[name] = slow_digest(password, salt)  # expect: LCK003


def register_outside(name: str, password: bytes, salt: bytes) -> None:
    digest = slow_digest(password, salt)
    with gate:
        _digests[name] = digest
        _prints[name] = fingerprint(digest)
