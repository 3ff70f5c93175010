# corpus: strict not checked
from functools import partial

import bcrypt
import jwt
from service.limits import with_lock
from service.storage import with_storage, with_storage_traced

KEY = "k"


class Logins:
    def __init__(self, storage) -> None:
        self._storage = storage

    def by_lambda(self, name: str, password: bytes) -> bool:
        return with_storage(self._storage, "in", lambda s: bcrypt.checkpw(password, s.digests[name]))  # expect: LCK003

    def by_nested(self, name: str, password: bytes) -> None:
        def store(state) -> None:
            state.digests[name] = bcrypt.hashpw(password, bcrypt.gensalt())  # expect: LCK003

        with_storage(self._storage, "store", store)

    def by_method(self) -> None:
        with_storage_traced(self._storage, "sign", "worker", "NONE", self._sign)

    def _sign(self, state) -> None:
        state.token = jwt.encode({"n": state.number}, KEY)  # expect: LCK003

    def by_partial(self, name: str, password: bytes) -> bool:
        return with_storage(self._storage, "login", partial(_login, name, password))


def _login(name: str, password: bytes, state) -> bool:
    return _same(password, state.digests.get(name, b""))  # expect: LCK003 via _same -> bcrypt.checkpw


def _same(password: bytes, digest: bytes) -> bool:
    return bcrypt.checkpw(password, digest)


def by_keyword(lock, password: bytes, salt: bytes, target: list[bytes]) -> None:
    def append() -> None:
        target.append(
            bcrypt.hashpw(password, salt)  # expect: LCK003
        )

    with_lock(lock, "append", operation=append)


def by_library_function(lock, password: bytes, digest: bytes) -> bool:
    return with_lock(lock, "check", partial(bcrypt.checkpw, password, digest))  # expect: LCK003
