# corpus: strict not checked
import threading
from functools import partial

import bcrypt
from helpers import with_lock, with_storage

_lock = threading.Lock()


def _put(digest, s):
    s.put(digest)


def _put_slow(raw, s):
    s.put(bcrypt.hashpw(raw, b"s"))  # expect: LCK003


def default_before(store, raw):
    with_storage(store, "a", lambda s, d=bcrypt.hashpw(raw, b"s"): s.put(d))


def argument_before(store, raw):
    with_storage(store, "b", partial(_put, bcrypt.hashpw(raw, b"s")))


def body_inside(store, raw):
    with_storage(store, "c", partial(_put_slow, raw))
    with_lock(_lock, lambda: bcrypt.checkpw(raw, b"h"))  # expect: LCK003


def default_under_lock(raw):
    with _lock:
        def later(d=bcrypt.hashpw(raw, b"s")):  # expect: LCK003
            return bcrypt.checkpw(raw, d)
    return later
