# corpus: strict not checked
import jwt

import store
from store import locks
from store.locks import hash_lane as members_lane
from store.locks import reload_lock as again

_members: dict[str, str] = {}


def sign(name: str) -> str:
    with store.members_lock:
        return jwt.encode({"m": _members[name]}, "k" * 32, algorithm="HS256")  # expect: LCK003


def verify(token: str) -> bool:
    with locks.members_lock:
        return jwt.decode(token, "k" * 32, algorithms=["HS256"])["m"] in _members  # expect: LCK003


def sign_in_lane(name: str) -> str:
    with members_lane:
        return jwt.encode({"m": name}, "k" * 32, algorithm="HS256")


def reload(names: list[str]) -> int:
    with again:
        for name in names:
            _add(name)
        return len(_members)


def _add(name: str) -> None:
    with locks.reload_lock:
        _members[name] = name
