# corpus: strict not checked
import hashlib
import threading
from functools import wraps

import bcrypt
from werkzeug.security import check_password_hash, generate_password_hash

HASH_SLOTS = threading.Semaphore(4)


def synchronized(method):
    @wraps(method)
    def inner(self, *args, **kwargs):
        with self._lock:
            return method(self, *args, **kwargs)

    return inner


def scrypt(password, salt):
    return hashlib.scrypt(password, salt=salt, n=2 ** 14, r=8, p=1)


class AccountBook(object):
    def __init__(self):
        self._lock = threading.RLock()
        self._accounts = {}
        self._salt = b"pepper"

    @synchronized
    def create(self, name, password):
        if name in self._accounts:
            return False
        self._accounts[name] = generate_password_hash(password)  # expect: LCK003
        return True

    @synchronized
    def exists(self, name):
        return name in self._accounts

    @synchronized
    def names(self):
        return sorted(self._accounts)

    @synchronized
    def derive(self, password):
        self._last = scrypt(password, self._salt)  # expect: LCK003 via scrypt -> scrypt
        return len(self._last)

    def verify(self, name, password):
        with self._lock:
            hashed = self._accounts.get(name)
        return hashed is not None and check_password_hash(hashed, password)

    def legacy(self, name, password):
        with HASH_SLOTS:
            return bcrypt.checkpw(password, self._accounts[name])

    def legacy_forever(self, name, password):
        HASH_SLOTS.acquire()  # expect: LCK001
        try:
            return bcrypt.checkpw(password, self._accounts[name])
        finally:
            HASH_SLOTS.release()

    def legacy_sloppy(self, name, password):
        if not HASH_SLOTS.acquire(timeout=1):  # expect: LCK008
            return False
        ok = bcrypt.checkpw(password, self._accounts[name])
        HASH_SLOTS.release()
        return ok

    def legacy_held(self, name):
        with self._lock:
            if name not in self._accounts:
                return False
            with HASH_SLOTS:  # expect: LCK006
                return True

    def short_id(self, name):
        with self._lock:
            return hashlib.sha256(self._salt + name.encode("utf-8")).hexdigest()[:12]
