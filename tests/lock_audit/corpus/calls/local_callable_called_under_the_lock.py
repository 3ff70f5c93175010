# corpus: strict not checked
"""A nested function or lambda called under the lock runs there; one that is only made there does not."""
import threading

import bcrypt
import requests

_lock = threading.Lock()
_names: dict[str, str] = {}


def rename(user: str, password: bytes, digest: bytes) -> bool:
    matches = lambda: bcrypt.checkpw(password, digest)  # noqa: E731

    def announce() -> None:
        requests.post("https://audit.example", data=user, timeout=1)

    with _lock:
        if not matches():  # expect: LCK003 via matches -> bcrypt.checkpw
            return False
        _names[user] = "renamed"
        announce()  # expect: LCK005 via announce -> requests.post
    announce()
    return True


def rename_later(user: str):
    with _lock:
        _names[user] = "renaming"

        def announce() -> None:
            requests.post("https://audit.example", data=user, timeout=1)

        check = lambda password, digest: bcrypt.checkpw(password, digest)  # noqa: E731
    announce()
    return check
