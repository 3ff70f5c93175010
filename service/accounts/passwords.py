"""Passwords: what they may look like, and how they are hashed and checked, always in the hash lane."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

import bcrypt

from service.config import BCRYPT_ROUNDS_MAX
from service.errors.kinds import ErrorCode
from service.errors.types import Overloaded, ServiceError, ValidationFailed
from service.limits.hash_lane import HashLane
from service.limits.tripwire import Guarded, guard

PASSWORD_MIN_CHARS = 8
PASSWORD_MAX_CHARS = 256

# bcrypt reads 72 bytes and no more. A longer password is reduced first; the key is public and only keeps these
# digests apart from anybody else's SHA-384. The mark says so in front of the stored hash.
_BCRYPT_MAX_BYTES = 72
_REDUCTION_KEY = b"surelock password reduction 1"
_REDUCTION_MARK = "hmac-sha384:"

# Half a UTF-16 pair, from a terminal that is not UTF-8: it has no bytes to hash.
_SURROGATE = re.compile("[\ud800-\udfff]")

_BCRYPT_HASH = re.compile(r"\$2[abxy]\$([0-9]{2})\$[./A-Za-z0-9]{53}", re.ASCII)

# The salt and digest of nobody's password, for the work that an unknown user costs.
_NOBODY = "abcdefghijklmnopqrstuu" + "." * 31


class Passwords:
    """Hashes with 2^*rounds* turns of bcrypt. Thread-safe."""

    def __init__(self, lane: HashLane, rounds: int) -> None:
        self._lane = lane
        self._rounds = rounds

    def hash(self, password: str) -> str:
        """The form to store. Waits for the hash lane; raises what `HashLane.run` raises."""
        guard(Guarded.HASH)
        material, mark = _material(password)
        salt = bcrypt.gensalt(self._rounds)
        return mark + self._lane.run(lambda: bcrypt.hashpw(material, salt)).decode("ascii")

    def check(self, password: str, stored: str | None) -> bool:
        """
        Whether *password* is the one that *stored* was made from; with None the same work for nothing.

        Waits for the hash lane; raises what `HashLane.run` raises, and:
            ServiceError: *stored* is not a hash that bcrypt can read (internal_error, stored_hash_invalid).
        """
        guard(Guarded.HASH)
        material, mark = _material(password)
        stored_mark, stored_hash = _split(stored if stored is not None else mark + _nobodys_hash(self._rounds))
        rounds = _rounds_of(stored_hash)

        def work() -> bool:
            if bcrypt.checkpw(material, stored_hash.encode()):
                return True
            # A hash that is cheaper than ours must not be told from nobody's by the time it takes: 2^r turns and
            # 2^r + ... + 2^(n-1) more are 2^n.
            for missing in range(rounds, self._rounds):
                bcrypt.checkpw(material, _nobodys_hash(missing).encode())
            return False

        return self._lane.run(work) and hmac.compare_digest(mark, stored_mark) and stored is not None

    def rehash(self, password: str, stored: str) -> str | None:
        """A new form to store when the rounds were raised since; None when there is no need, or no time now."""
        if _rounds_of(_split(stored)[1]) >= self._rounds or self._lane.waiting:
            return None
        try:
            return self.hash(password)
        except Overloaded:
            return None  # the old hash is good; the next login tries again


def check_password_rules(password: str) -> None:
    """What a new password must be. Raises: ValidationFailed, its code says which rule it breaks."""
    if len(password) < PASSWORD_MIN_CHARS:
        raise ValidationFailed(ErrorCode.PASSWORD_TOO_SHORT, f"A password has at least {PASSWORD_MIN_CHARS} characters")
    check_password_readable(password)


def check_password_readable(password: str) -> None:
    """What any password must be that we are to look at, a tried one too. Raises: ValidationFailed."""
    if len(password) > PASSWORD_MAX_CHARS:
        raise ValidationFailed(ErrorCode.PASSWORD_TOO_LONG, f"A password has at most {PASSWORD_MAX_CHARS} characters")
    if "\0" in password or _SURROGATE.search(password):
        raise ValidationFailed(ErrorCode.PASSWORD_INVALID_CHARACTER, "A password can't contain NUL or half a character")


def _material(password: str) -> tuple[bytes, str]:
    """What bcrypt gets, and the mark of how it came about. Nothing is ever cut off."""
    raw = password.encode("utf-8")
    if len(raw) <= _BCRYPT_MAX_BYTES:
        return raw, ""
    return base64.b64encode(hmac.digest(_REDUCTION_KEY, raw, hashlib.sha384)), _REDUCTION_MARK


def _split(stored: str) -> tuple[str, str]:
    if stored.startswith(_REDUCTION_MARK):
        return _REDUCTION_MARK, stored.removeprefix(_REDUCTION_MARK)
    return "", stored


def _nobodys_hash(rounds: int) -> str:
    return f"$2b${rounds:02d}${_NOBODY}"


def _rounds_of(bcrypt_hash: str) -> int:
    """
    The cost in a stored hash, `$2b$11$...`.

    bcrypt itself reads more than that, costs of 31 included; somebody's mistake in the table must not keep a core busy
    for hours. Raises: ServiceError (stored_hash_invalid).
    """
    match = _BCRYPT_HASH.fullmatch(bcrypt_hash)
    if match is None or int(match[1]) > BCRYPT_ROUNDS_MAX:
        raise ServiceError(ErrorCode.STORED_HASH_INVALID)
    return int(match[1])
