# corpus: strict not checked
import bcrypt
from helpers import with_storage


def verify(s, pw: bytes) -> bool:
    return bcrypt.checkpw(pw, s.digest)


def digest_of(s) -> bytes:
    return bytes(s.digest)


def bad(storage, pw: bytes) -> bool:
    return with_storage(
        storage,
        "verify",
        lambda s: verify(s, pw),  # expect: LCK003 via verify -> checkpw
    )


def good(storage, pw: bytes) -> bool:
    digest = with_storage(storage, "digest", lambda s: digest_of(s))
    return bcrypt.checkpw(pw, digest)
