# corpus: strict not checked
import threading
import argon2
from argon2 import PasswordHasher as PH
from werkzeug import security as sec
from werkzeug.security import check_password_hash as chk

_lock = threading.Lock()
_ph = PH()
_ph2 = argon2.PasswordHasher()


def a(h: str, pw: str) -> bool:
    with _lock:
        return _ph.verify(h, pw)  # expect: LCK003


def b(pw: str) -> str:
    with _lock:
        return _ph2.hash(pw)  # expect: LCK003


def c(h: str, pw: str) -> bool:
    with _lock:
        if chk(h, pw):  # expect: LCK003
            return True
        return bool(sec.generate_password_hash(pw))  # expect: LCK003


def d(h: str, pw: str) -> bool:
    good = chk(h, pw) and _ph.verify(h, pw)
    with _lock:
        return good
