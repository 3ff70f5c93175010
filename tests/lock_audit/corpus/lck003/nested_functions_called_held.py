# corpus: strict not checked
import threading

import bcrypt

_lock = threading.Lock()
_digests: dict[str, bytes] = {}


def login(name: str, password: bytes) -> bool:
    def same() -> bool:
        return bcrypt.checkpw(password, _digests[name])

    with _lock:
        return same()  # expect: LCK003 via same -> bcrypt.checkpw


def login_outside(name: str, password: bytes) -> bool:
    with _lock:
        digest = _digests[name]

        def same() -> bool:
            return bcrypt.checkpw(password, digest)

    return same()


def store(name: str, password: bytes) -> None:
    hash_it = lambda: bcrypt.hashpw(password, bcrypt.gensalt())  # noqa: E731
    with _lock:
        _digests[name] = hash_it()  # expect: LCK003


def define_held(name: str, password: bytes) -> bool:
    with _lock:

        def same(digest: bytes = bcrypt.hashpw(password, b"$2b$12$0000")) -> bool:  # expect: LCK003
            return digest == _digests.get(name)

        return same()
