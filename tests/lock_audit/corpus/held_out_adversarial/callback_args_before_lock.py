# corpus: strict not checked
import bcrypt
import jwt
from functools import partial
from helpers import with_storage, with_storage_traced


def _set(digest: bytes, s) -> None:
    s.digest = digest


def change(storage, pw: bytes, key: str) -> str:
    with_storage(storage, "set", partial(_set, bcrypt.hashpw(pw, bcrypt.gensalt())))
    with_storage_traced(
        storage, "tok", lambda s, t=jwt.encode({"a": 1}, key, algorithm="HS256"): s.tokens.add(t)
    )

    def put(s, digest=bcrypt.hashpw(pw, bcrypt.gensalt())) -> None:
        s.digest = digest

    with_storage(storage, "put", put)
    return with_storage(storage, "name", lambda s: s.name.upper())
