# corpus: strict not checked
"""What a callback returns leaves the storage lock: not the storage itself, not its dicts, but copies of them."""

import threading
from functools import partial

from flask import Blueprint, current_app

bp = Blueprint("users", __name__)


class Storage:
    def __init__(self):
        self.users: dict[str, str] = {}
        self.logins = 0


def _everyone(storage: Storage):
    return storage.users  # expect: LCK009


def _whole(storage: Storage) -> Storage:
    storage.logins += 1
    return storage  # expect: LCK009


def _names(prefix: str, storage: Storage):
    return [name for name in storage.users if name.startswith(prefix)]


def _mails(storage: Storage):
    return storage.users.values()  # expect: LCK009


@bp.get("/users")
def users():
    names = with_storage(current_app.storage, "names", partial(_names, "a"))
    live = with_storage(current_app.storage, "everyone", _everyone)
    mails = with_storage(current_app.storage, "mails", _mails)
    return {"names": names, "count": len(live), "mails": len(mails)}


@bp.get("/users/count")
def count():
    storage = with_storage(current_app.storage, "whole", _whole)
    same = with_storage(current_app.storage, "same", lambda s: s)  # expect: LCK009
    number = with_storage(current_app.storage, "count", lambda s: len(s.users))
    copied = with_storage(current_app.storage, "copy", lambda s: dict(s.users))
    return {"logins": storage.logins, "same": same is storage, "count": number, "copied": copied}


@bp.get("/users/<name>")
def user(name: str):
    return {"mail": with_storage(current_app.storage, "mail", lambda s: s.users.get(name))}


_storage_lock = threading.Lock()


def with_storage(storage, label, work):
    if not _storage_lock.acquire(timeout=1.0):
        raise TimeoutError(label)
    try:
        return work(storage)
    finally:
        _storage_lock.release()
