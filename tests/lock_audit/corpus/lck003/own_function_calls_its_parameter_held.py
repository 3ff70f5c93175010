# corpus: strict not checked
import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import bcrypt

T = TypeVar("T")


class Safe:
    def __init__(self) -> None:
        self._bolt = threading.Lock()
        self._digests: dict[str, bytes] = {}

    def run(self, job: Callable[[dict[str, bytes]], T]) -> T:
        with self._bolt:
            return job(self._digests)

    def later(self, job: Callable[[bytes], T], name: str) -> T:
        with self._bolt:
            digest = self._digests[name]
        return job(digest)


_safe = Safe()


def login(name: str, password: bytes) -> bool:
    return _safe.run(lambda digests: bcrypt.checkpw(password, digests[name]))  # expect: LCK003


def login_later(name: str, password: bytes) -> bool:
    return _safe.later(lambda digest: bcrypt.checkpw(password, digest), name)


def _store(name: str, password: bytes, digests: dict[str, bytes]) -> None:
    digests[name] = bcrypt.hashpw(password, bcrypt.gensalt())  # expect: LCK003


def store(name: str, password: bytes) -> None:
    _safe.run(partial(_store, name, password))


def _forget(name: str, digests: dict[str, bytes]) -> None:
    digests.pop(name, None)


def forget(name: str) -> None:
    _safe.run(partial(_forget, name))
