# corpus: strict not checked
"""What is computed for the call, a partial or a default value is computed while nothing is held."""
from functools import partial

import bcrypt
import jwt
import requests

from surelock.storage import with_storage, with_storage_traced

KEY = "k" * 32


def _put(token: str, state) -> None:
    state.tokens[token] = True


def _fetch(user: str) -> str:
    return requests.get("https://users.example/" + user, timeout=1).text


def register(storage, user: str, password: bytes) -> None:
    with_storage(storage, "put", partial(_put, jwt.encode({"u": user}, KEY, algorithm="HS256")))
    with_storage(
        storage,
        "digest",
        lambda state, digest=bcrypt.hashpw(password, bcrypt.gensalt()): state.digests.setdefault(user, digest),
    )
    with_storage(storage, _fetch(user), lambda state: state.users.add(user))


def sweep(storage, user: str) -> None:
    def record(state, profile: str = _fetch(user)) -> None:
        state.profiles[user] = profile

    with_storage_traced(storage, "sweep", "worker", "NONE", record)
    requests.post("https://audit.example", data=user, timeout=1)
