from __future__ import annotations

import hashlib
from functools import partial

import bcrypt

from .storage import Storage, User, with_storage


def login(storage: Storage, email: str, password: bytes) -> bool:
    return with_storage(storage, "login", partial(_check_login, email, password))


def _check_login(email: str, password: bytes, s: Storage) -> bool:
    user = s.users.get(email)
    if user is None:
        return False
    if bcrypt.checkpw(password, user.digest):  # expect: LCK003
        return True
    s.fail(email)
    return False


def login_right(storage: Storage, email: str, password: bytes) -> bool:
    digest = with_storage(storage, "digest", lambda s: s.users[email].digest)
    return bcrypt.checkpw(password, digest)


def register(storage: Storage, email: str, password: bytes) -> bool:
    digest = bcrypt.hashpw(password, bcrypt.gensalt(12))

    def _insert(s: Storage) -> bool:
        if email in s.users:
            return False
        s.users[email] = User(email, digest)
        return True

    return with_storage(storage, "register", _insert)


def register_early(storage: Storage, email: str, password: bytes) -> None:
    with_storage(storage, "add", partial(_put, bcrypt.hashpw(password, bcrypt.gensalt()), email))


def register_default(storage: Storage, email: str, password: bytes) -> None:
    with_storage(storage, "add", lambda s, d=bcrypt.hashpw(password, bcrypt.gensalt()): _put(d, email, s))


def _put(digest: bytes, email: str, s: Storage) -> None:
    s.users[email] = User(email, digest)


def register_inside(storage: Storage, email: str, password: bytes) -> None:
    with_storage(storage, "add", lambda s: _put(bcrypt.hashpw(password, b"$2b$12$salt"), email, s))  # expect: LCK003


def change(storage: Storage, email: str, password: bytes, salt: bytes) -> None:
    def _swap(s: Storage) -> None:
        user = s.users[email]
        user.digest = _derive(password, salt)  # expect: LCK003 via _derive -> hashlib.scrypt
        user.failures = 0

    with_storage(storage, "change", _swap)


def _derive(password: bytes, salt: bytes) -> bytes:
    return hashlib.scrypt(password, salt=salt, n=2**14, r=8, p=1)


def fingerprint(storage: Storage, email: str) -> str:
    return with_storage(storage, "fp", lambda s: hashlib.sha256(s.users[email].digest).hexdigest())


def everyone(storage: Storage):
    def _all(s: Storage):
        return s.users  # expect: LCK009

    return with_storage(storage, "all", _all)


def escape(storage: Storage) -> Storage:
    return with_storage(storage, "escape", lambda s: s)  # expect: LCK009


def emails(storage: Storage) -> list[str]:
    return with_storage(storage, "emails", lambda s: sorted(s.users))


class Rotator:
    def __init__(self, storage: Storage, pepper: bytes) -> None:
        self._storage = storage
        self._pepper = pepper

    def rotate(self) -> None:
        with_storage(self._storage, "rotate", self._rotate_all)

    def _rotate_all(self, s: Storage) -> None:
        for user in s.users.values():
            user.digest = hashlib.pbkdf2_hmac("sha256", user.digest, self._pepper, 200_000)  # expect: LCK003

    def unlock(self) -> None:
        with_storage(self._storage, "unlock", self._clear_failures)

    def _clear_failures(self, s: Storage) -> None:
        for user in s.users.values():
            user.failures = 0
