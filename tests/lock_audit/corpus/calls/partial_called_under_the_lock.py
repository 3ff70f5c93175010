# corpus: strict not checked
"""A partial kept under a name is called later, under the lock or after it."""
import threading
from functools import partial

import requests
from werkzeug.security import check_password_hash

_lock = threading.Lock()
_names: dict[str, str] = {}


def _post(url: str, text: str) -> None:
    requests.post(url, data=text, timeout=1)


def _join(sep: str, text: str) -> str:
    return sep.join(text)


_audit = partial(_post, "https://audit.example")
_dashed = partial(_join, "-")


def login(name: str, digest: str, password: str) -> bool:
    check = partial(check_password_hash, digest)
    with _lock:
        _audit(name)  # expect: LCK005
        _names[name] = _dashed(name)
        return check(password)  # expect: LCK003


def login_outside(name: str, digest: str, password: str) -> bool:
    check = partial(check_password_hash, digest)
    with _lock:
        _names[name] = _dashed(name)
        audit = partial(_audit, name)
    audit()
    return check(password)
