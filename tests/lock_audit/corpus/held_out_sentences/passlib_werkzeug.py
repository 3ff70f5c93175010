# corpus: strict not checked
import threading

from passlib.context import CryptContext
from passlib.hash import bcrypt as pb
from werkzeug import security as sec
from werkzeug.security import check_password_hash as matches

_ctx = CryptContext(schemes=["argon2"])
_lock = threading.RLock()
_users = {}


def login(name, raw):
    with _lock:
        if not matches(_users[name], raw):  # expect: LCK003
            return False
        return _ctx.verify(raw, _users[name])  # expect: LCK003


def create(name, raw):
    with _lock:
        _users[name] = sec.generate_password_hash(raw)  # expect: LCK003
        _users[name + "2"] = pb.hash(raw)  # expect: LCK003


def create_outside(name, raw):
    stored = sec.generate_password_hash(raw)
    with _lock:
        _users[name] = stored
    return _ctx.verify(raw, stored)
