"""Passwords with real bcrypt, at its lowest cost."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import bcrypt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.accounts.passwords import Passwords, check_password_readable, check_password_rules
from service.errors.kinds import ErrorCode
from service.errors.types import DeadlineExceeded, Overloaded, ServiceError, ValidationFailed
from service.limits.deadline import Deadline, bounded_by
from service.limits.hash_lane import HashLane
from service.limits.shedding import Shedding
from service.telemetry.trace import start_trace, tracing

T = TypeVar("T")

ROUNDS = 4
MARK = "hmac-sha384:"


class CountingLane(HashLane):
    """The real lane, and how many pieces of work it was given."""

    def __init__(self) -> None:
        super().__init__(threads=1, wait_budget_ms=30_000, places=100, shedding=Shedding())
        self.runs = 0

    def run(self, work: Callable[[], T]) -> T:
        self.runs += 1
        return super().run(work)


class FullLane(HashLane):
    """A lane in which nobody finds a place."""

    def run(self, work: Callable[[], T]) -> T:
        raise Overloaded(ErrorCode.HASH_QUEUE_FULL)


LANE = CountingLane()
PASSWORDS = Passwords(LANE, ROUNDS)


@pytest.fixture
def lane() -> Iterator[CountingLane]:
    lane = CountingLane()
    yield lane
    lane.close()


@pytest.mark.parametrize(
    "password",
    ["correct horse", "x" * 72, "x" * 73, "x" * 256, "ä" * 36, "ä" * 36 + "x", "🔑" * 18, "🔑" * 19, "pässwörd" * 8],
    ids=lambda password: f"{len(password)} chars, {len(password.encode())} bytes",
)
def test_only_the_same_password_matches(password: str) -> None:
    """On either side of bcrypt's 72 bytes, counted in bytes and not in characters."""
    stored = PASSWORDS.hash(password)
    assert PASSWORDS.check(password, stored)
    assert not PASSWORDS.check(password[:-1], stored)
    assert not PASSWORDS.check(password + "x", stored)
    assert not PASSWORDS.check(password.swapcase() if password != password.swapcase() else "other", stored)


@pytest.mark.parametrize(("bytes_", "is_marked"), [(71, False), (72, False), (73, True), (1000, True)])
def test_a_stored_hash_is_marked_from_73_bytes_on(bytes_: int, is_marked: bool) -> None:
    """Up to 72 bytes the form is plain bcrypt, so hashes of other systems can be imported as they are."""
    stored = PASSWORDS.hash("€" * (bytes_ // 3) + "x" * (bytes_ % 3))
    assert stored.startswith(MARK) is is_marked
    assert stored.removeprefix(MARK).startswith(f"$2b$0{ROUNDS}$")


def test_two_long_passwords_with_the_same_first_72_bytes_differ() -> None:
    """bcrypt alone would take either for the other: nothing may be cut off."""
    first, second = "p" * 72 + "a" * 28, "p" * 72 + "b" * 28
    stored = PASSWORDS.hash(first)
    assert PASSWORDS.check(first, stored)
    assert not PASSWORDS.check(second, stored)
    assert not PASSWORDS.check("p" * 72, stored)


def test_the_reduced_form_of_a_long_password_does_not_log_in() -> None:
    """The reduction's key is public: were its result accepted as a password, a leaked one would be as good."""
    password = "a rather long passphrase, " * 5
    reduced = base64.b64encode(hmac.digest(b"surelock password reduction 1", password.encode(), hashlib.sha384))
    stored = PASSWORDS.hash(password)
    assert bcrypt.checkpw(reduced, stored.removeprefix(MARK).encode())  # it is what bcrypt was given
    assert not PASSWORDS.check(reduced.decode(), stored)


def test_a_short_password_does_not_match_a_hash_that_was_marked_by_hand() -> None:
    """The mark is part of what is compared, in either direction."""
    assert not PASSWORDS.check("correct horse", MARK + PASSWORDS.hash("correct horse"))


@pytest.mark.parametrize("version", ["2a", "2b", "2y"])
def test_a_hash_of_another_system_can_be_imported(version: str) -> None:
    """PHP writes $2y$, older libraries $2a$; their users must be able to log in on the first day."""
    imported = bcrypt.hashpw(b"imported one", bcrypt.gensalt(ROUNDS)).decode().replace("$2b$", f"${version}$")
    assert PASSWORDS.check("imported one", imported)
    assert not PASSWORDS.check("imported two", imported)


@pytest.mark.parametrize(
    "garbage",
    ["", "x", "plaintext", "$2b$", "$2b$04$", "$2b$04$short", "$1$md5$crypt", "$argon2id$v=19$m=1,t=1,p=1$a$b",
     "$2b$99$" + "a" * 53, "$2b$04$" + "!" * 53, MARK, MARK + "x", "\0", "\ud800", "$2b$xx$" + "a" * 53, "é" * 60],
    ids=ascii,
)  # fmt: skip
def test_a_stored_hash_that_bcrypt_rejects_is_our_failure_and_has_its_name(garbage: str) -> None:
    """It is not the user's mistake: a 401 would send the operator looking in the wrong place for ever."""
    for password in ("correct horse", "x" * 100):
        with pytest.raises(ServiceError) as caught:
            PASSWORDS.check(password, garbage)
        assert caught.value.code is ErrorCode.STORED_HASH_INVALID


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60).map(lambda tail: f"$2b$04${tail}") | st.text(max_size=80).filter(lambda s: "$2" not in s))
def test_no_stored_text_makes_the_check_fail_in_another_way_or_match(stored: str) -> None:
    """A column that somebody edited by hand must neither crash the lane's thread nor let anybody in."""
    try:
        assert not PASSWORDS.check("correct horse", stored)
    except ServiceError as refusal:
        assert refusal.code is ErrorCode.STORED_HASH_INVALID  # noqa: PT017


@pytest.mark.parametrize("password", ["correct horse", "x" * 100])
def test_an_unknown_user_costs_one_hash_of_the_same_rounds(lane: CountingLane, password: str) -> None:
    """Answering an unknown name faster than a wrong password tells which names exist."""
    given_to_bcrypt: list[bytes] = []
    original = bcrypt.checkpw

    def spy(material: bytes, hashed: bytes) -> bool:
        given_to_bcrypt.append(hashed)
        return original(material, hashed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bcrypt, "checkpw", spy)
        assert not Passwords(lane, 5).check(password, None)
    assert lane.runs == 1
    assert [hashed[:7] for hashed in given_to_bcrypt] == [b"$2b$05$"]


@given(st.text(min_size=1, max_size=100))
@settings(max_examples=50, deadline=None)
def test_no_password_is_that_of_an_unknown_user(password: str) -> None:
    """The stand-in hash must not be a password that opens every unknown name."""
    assert not PASSWORDS.check(password, None)


def test_a_hash_is_made_anew_only_when_the_rounds_rose(lane: CountingLane) -> None:
    """Raising BCRYPT_ROUNDS reaches old users at their next login; everybody else pays for one hash only."""
    passwords = Passwords(lane, 5)
    for stored, is_old in (
        (PASSWORDS.hash("correct horse"), True),
        (PASSWORDS.hash("x" * 100), True),
        (Passwords(LANE, 5).hash("correct horse"), False),
        (Passwords(LANE, 6).hash("x" * 100), False),
    ):
        lane.runs = 0
        password = "x" * 100 if stored.startswith(MARK) else "correct horse"
        new = passwords.rehash(password, stored)
        assert (new is not None) is is_old
        assert lane.runs == (1 if is_old else 0)
        if new is not None:
            assert new.removeprefix(MARK).startswith("$2b$05$")
            assert passwords.check(password, new)


def test_a_full_lane_does_not_spoil_a_login_by_the_rehash() -> None:
    """The old hash is good; a login that has been verified must not be refused for an improvement."""
    lane = FullLane(threads=1, wait_budget_ms=1, places=1, shedding=Shedding())
    assert Passwords(lane, 5).rehash("correct horse", PASSWORDS.hash("correct horse")) is None
    lane.close()


def test_a_hash_ends_with_the_deadline() -> None:
    """Hashing is a wait like any other: a request without time does not begin one."""
    with bounded_by(Deadline(time.monotonic() - 1)), pytest.raises(DeadlineExceeded) as caught:
        PASSWORDS.hash("correct horse")
    assert caught.value.code is ErrorCode.DEADLINE_IN_HASH


def test_the_time_inside_bcrypt_is_counted_in_the_request() -> None:
    """hash_ms is how an operator sees what a login's time went into."""
    trace = start_trace(None)
    with tracing(trace):
        PASSWORDS.hash("correct horse")
    assert trace.waits.hash_ms > 0


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", ErrorCode.PASSWORD_TOO_SHORT),
        ("1234567", ErrorCode.PASSWORD_TOO_SHORT),
        ("ä" * 7, ErrorCode.PASSWORD_TOO_SHORT),
        ("x" * 257, ErrorCode.PASSWORD_TOO_LONG),
        ("pass\0word", ErrorCode.PASSWORD_INVALID_CHARACTER),
    ],
)
def test_a_refused_password_says_which_rule_it_breaks(password: str, code: ErrorCode) -> None:
    """A NUL would end the password early in some bcrypt; a very long one is a cheap attack on the reduction."""
    with pytest.raises(ValidationFailed) as caught:
        check_password_rules(password)
    assert caught.value.code is code


@pytest.mark.parametrize("password", ["12345678", "x" * 256, "🔑" * 8, " " * 8])
def test_a_password_of_8_to_256_characters_is_accepted(password: str) -> None:
    """Length is all that is asked; composition rules only make passwords worse (NIST SP 800-63B)."""
    check_password_rules(password)


def test_a_tried_password_may_be_shorter_than_a_new_one() -> None:
    """Users imported with short passwords can still log in; at login only what is unreadable is refused."""
    check_password_readable("short")
    with pytest.raises(ValidationFailed):
        check_password_readable("\0")
    with pytest.raises(ValidationFailed):
        check_password_readable("x" * 257)


def test_a_password_without_a_utf8_form_is_refused_and_does_not_crash() -> None:
    """It comes from a terminal that is not UTF-8 (`create-admin --password-stdin`), and is a 400, not a 500."""
    with pytest.raises(ValidationFailed):
        check_password_rules("passw\udce4rd")
