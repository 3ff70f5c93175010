# corpus: strict not checked
import hmac
import threading
from collections.abc import Callable

import bcrypt
from werkzeug.security import check_password_hash


def _check_bcrypt(password: str, digest: str) -> bool:
    return bcrypt.checkpw(password.encode(), digest.encode())


def _check_plain(password: str, digest: str) -> bool:
    return hmac.compare_digest(password, digest)


def _length(password: str, digest: str) -> bool:
    return len(password) <= len(digest)


_CHECKS = {"bcrypt": _check_bcrypt, "werkzeug": check_password_hash, "plain": _check_plain}
_QUICK = {"plain": _check_plain, "length": _length}
_lock = threading.Lock()
_digests: dict[str, tuple[str, str]] = {}


def login(name: str, password: str) -> bool:
    with _lock:
        kind, digest = _digests[name]
        return _CHECKS[kind](digest, password)  # expect: LCK003


def login_outside(name: str, password: str) -> bool:
    with _lock:
        kind, digest = _digests[name]
        check = _CHECKS[kind]
    return check(digest, password)


def quick(name: str, password: str) -> bool:
    with _lock:
        kind, digest = _digests[name]
        return _QUICK[kind](password, digest)


def login_with(name: str, password: str, check: Callable[[str, str], bool] = _check_bcrypt) -> bool:
    with _lock:
        return check(password, _digests[name][1])  # expect: LCK003


def login_plain(name: str, password: str, check: Callable[[str, str], bool] = _check_plain) -> bool:
    with _lock:
        return check(password, _digests[name][1])
