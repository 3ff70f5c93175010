# corpus: strict not checked
import threading
import bcrypt
import time

_lock = threading.Lock()
_d: dict[str, bytes] = {}


def _hash(name: str, pw: bytes) -> bytes:
    return bcrypt.hashpw(pw, b"salt")


def put(name: str, pw: bytes) -> None:
    with _lock:
        _d[name] = (
            _hash(  # expect: LCK003 via _hash -> hashpw
                name,
                pw,
            )
        )


def put_nested(name: str, pw: bytes) -> None:
    with _lock:
        _d.update(
            {
                name: bcrypt.hashpw(  # expect: LCK003
                    pw,
                    b"salt",
                )
            }
        )
    time.sleep(0)
