# corpus: strict not checked
import threading
from collections.abc import Iterator

import bcrypt

_lock = threading.Lock()
_passwords: list[bytes] = []
_digests: list[bytes] = []


def _hashed() -> Iterator[bytes]:
    for password in _passwords:
        yield bcrypt.hashpw(password, b"$2b$12$0000")


def migrate() -> int:
    with _lock:
        for digest in _hashed():  # expect: LCK003 via _hashed -> bcrypt.hashpw
            _digests.append(digest)
        return len(_digests)


def migrate_outside() -> int:
    with _lock:
        passwords = list(_passwords)
    digests = [bcrypt.hashpw(password, b"$2b$12$0000") for password in passwords]
    with _lock:
        _digests.extend(digests)
        return len(_digests)
