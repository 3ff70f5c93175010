# corpus: strict not checked
import functools
import threading
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import bcrypt

P = ParamSpec("P")
R = TypeVar("R")
_lock = threading.RLock()
_digests: dict[str, bytes] = {}
_calls = 0


def synchronized(function: Callable[P, R]) -> Callable[P, R]:
    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        with _lock:
            return function(*args, **kwargs)

    return wrapper


def counted(function: Callable[P, R]) -> Callable[P, R]:
    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        global _calls
        with _lock:
            _calls += 1
        return function(*args, **kwargs)

    return wrapper


@synchronized
def login(name: str, password: bytes) -> bool:
    return bcrypt.checkpw(password, _digests[name])  # expect: LCK003


@synchronized
def rename(old: str, new: str) -> None:
    _digests[new] = _digests.pop(old)


@counted
def check(password: bytes, digest: bytes) -> bool:
    return bcrypt.checkpw(password, digest)
