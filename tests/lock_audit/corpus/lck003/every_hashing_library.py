# corpus: strict not checked
import hashlib
import threading
from hashlib import pbkdf2_hmac as stretch

import argon2
import bcrypt
from argon2 import PasswordHasher
from argon2.low_level import Type, hash_secret
from passlib.context import CryptContext
from passlib.hash import pbkdf2_sha256
from werkzeug import security
from werkzeug.security import check_password_hash as matches

_lock = threading.RLock()
_hasher = PasswordHasher()
_context = CryptContext(schemes=["argon2"])
_hashes: dict[str, object] = {}


def store_all(name: str, password: str, salt: bytes) -> None:
    secret = password.encode()
    with _lock:
        _hashes[name + ":bcrypt"] = bcrypt.hashpw(secret, salt)  # expect: LCK003
        _hashes[name + ":kdf"] = bcrypt.kdf(secret, salt, 32, 100)  # expect: LCK003
        _hashes[name + ":argon2"] = _hasher.hash(password)  # expect: LCK003
        _hashes[name + ":low"] = hash_secret(secret, salt, 3, 65536, 4, 32, Type.ID)  # expect: LCK003
        _hashes[name + ":passlib"] = pbkdf2_sha256.hash(password)  # expect: LCK003
        _hashes[name + ":context"] = _context.hash(password)  # expect: LCK003
        _hashes[name + ":werkzeug"] = security.generate_password_hash(password)  # expect: LCK003
        _hashes[name + ":scrypt"] = hashlib.scrypt(secret, salt=salt, n=2**14, r=8, p=1)  # expect: LCK003
        _hashes[name + ":pbkdf2"] = stretch("sha256", secret, salt, 600_000)  # expect: LCK003


def check_all(name: str, password: str, stored: dict[str, str]) -> int:
    right = 0
    with _lock:
        right += matches(stored["werkzeug"], password)  # expect: LCK003
        right += _context.verify(password, stored["context"])  # expect: LCK003
        right += pbkdf2_sha256.verify(password, stored["passlib"])  # expect: LCK003
        try:
            right += _hasher.verify(stored["argon2"], password)  # expect: LCK003
        except argon2.exceptions.VerifyMismatchError:
            _hashes.pop(name, None)
    return right
