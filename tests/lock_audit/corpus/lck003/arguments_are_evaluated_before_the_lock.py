# corpus: strict not checked
from functools import partial

import bcrypt
import jwt
from service.limits import with_lock
from service.storage import with_storage

KEY = "k"


def register(storage, name: str, password: bytes) -> None:
    with_storage(storage, "register", partial(_put, name, bcrypt.hashpw(password, bcrypt.gensalt())))


def _put(name: str, digest: bytes, state) -> None:
    state.digests[name] = digest


def issue(storage, name: str) -> None:
    with_storage(storage, "issue", lambda s, token=jwt.encode({"sub": name}, KEY): s.tokens.add(token))


def login(storage, name: str, password: bytes) -> bool:
    digest = with_storage(storage, "digest", lambda s: s.digests.get(name))
    if digest is None or not bcrypt.checkpw(password, digest):
        return False

    def record(state, token: str = jwt.encode({"sub": name}, KEY)) -> None:
        state.tokens.add(token)

    with_storage(storage, "record", record)
    return True


def label(lock, name: str, password: bytes, names: dict[str, str]) -> str:
    return with_lock(lock, bcrypt.hashpw(password, b"$2b$12$0000").hex(), lambda: names.pop(name))


def check(storage, name: str, password: bytes) -> bool:
    return bcrypt.checkpw(password, with_storage(storage, "digest", lambda s: s.digests[name]))
