"""What is found by its shape and masked, and what stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.telemetry.masking import MASK, safe_text
from tests.support.lines import SCHEMA

_SAFE_TEXT = SCHEMA["$defs"]["safe_text"]
_FORBIDDEN = [re.compile(part["pattern"]) for part in _SAFE_TEXT["not"]["anyOf"]]

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P"
BCRYPT = "$2b$11$" + "abcdefghijklmnopqrstuu" + "v" * 31
SECRETS = {
    "token": JWT,
    "hash": BCRYPT,
    "php hash": BCRYPT.replace("$2b$", "$2y$"),
    "address": "bob.smith+x@mail.example.com",
    "url": "postgresql://app:hunter2@db.internal:5432/app",
    "short url": "postgres://app:hunter2@db/app",
    "bearer": "Bearer abcdefgh12345678",
    "lower bearer": "bearer   abc.def-ghi_jkl~",
    "password": "password=hunter2",
    "json": '{"password": "hunter2"}',
    "single quotes": "{'Password': 'hunter2'}",
    "current password": "current_password: hunter2",
    "environment": "PGPASSWORD=hunter2",
    "sink": "https://shipper:hunter2@logs/ingest",
    "token for a name": "http://hunter2@[::1]:8080/",
    "at sign": "amqp://shipper:abcdefgh@hunter2@queue:5672",
    "passphrase": '{"password": "correct hunter2 battery"}',
}
PIECES = st.sampled_from(
    [*SECRETS.values(), "eyJ", ".", "$2b$", "11$", "bearer ", "Bearer", "password", "Password", '"', "'", ":", "=", " ",
     "postgres://", "postgresql://", "@", "a@b.de", ":x@", "abcdefgh", "\n", "\0", "\u2028", "\ud800", "ü", "🔑", "x"]
)  # fmt: skip


def is_safe(text: str) -> bool:
    return re.search(_SAFE_TEXT["pattern"], text) is not None and not any(p.search(text) for p in _FORBIDDEN)


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
@pytest.mark.parametrize("frame", ["{}", "before {} after", "x: {}", "({})", "a\n{}\tb", "{},{}", "[{}, {}]"])
def test_a_secret_is_masked_wherever_it_stands(secret: str, frame: str) -> None:
    """Logs are copied into tickets; what must not be in them is taken out before it is written."""
    masked = safe_text(frame.replace("{}", secret), 500)
    assert MASK in masked
    assert is_safe(masked)
    for telling in ("hunter2", "eyJ", "abcdefgh", "bob.smith", "abc.def"):
        assert telling not in masked


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
@pytest.mark.parametrize("limit", [20, 100, 500])
def test_a_secret_at_the_cut_leaves_no_half(secret: str, limit: int) -> None:
    """Half a token has no longer the shape of one, and is still half a secret."""
    for before in range(limit - len(secret) - 2, limit + 2):
        if before >= 0:
            assert is_safe(safe_text("." * before + " " + secret, limit))
            assert secret[:20] not in safe_text("." * before + " " + secret, limit)


def test_a_secret_behind_much_that_was_masked_leaves_no_half() -> None:
    """Masking makes the text shorter, so that what was cut for speed far behind the limit can move into view."""
    filler = "password=" + "x" * 4560 + " "
    masked = safe_text(filler + JWT, 500)
    assert "eyJhbGciOiJ" not in masked


@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from([1, 2, 10, 50, 500]))
def test_no_mixture_of_secrets_and_their_parts_gets_through(text: str, limit: int) -> None:
    """What is left after masking may itself have the shape of a secret; the schema would refuse the line."""
    masked = safe_text(text, limit)
    assert len(masked) <= limit
    assert is_safe(masked)


@given(st.text(), st.integers(1, 100))
def test_any_text_becomes_safe_unicode_within_the_limit(text: str, limit: int) -> None:
    """Rule 4 and rule 11: nothing from outside breaks a line or its reader."""
    masked = safe_text(text, limit)
    assert len(masked) <= limit
    assert masked.encode("utf-8").decode("utf-8") == masked
    assert len(masked.splitlines()) <= 1
    assert is_safe(masked)


@pytest.mark.parametrize(
    "breaker", ["\n", "\r\n", "\0", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u2029", "\x0b"], ids=ascii
)
def test_whatever_some_reader_takes_for_the_end_of_a_line_is_replaced(breaker: str) -> None:
    """Otherwise somebody writes log lines of their own choosing."""
    assert safe_text(f"a{breaker}b", 100).startswith("a ")
    assert breaker not in safe_text(f"a{breaker}b", 100)


@pytest.mark.parametrize(
    "text",
    ["connection to server failed", "relation \"users\" does not exist", "at 10:30 = fine", "user@", "@decorator",
     "2 + 2 = 4", "bearer of news", "password was wrong", "postgres is down", "PASSWORD",
     "http://logs:8080/a@b", "http://logs/", "Ünïcödé 李 🔑", ""],
)  # fmt: skip
def test_what_is_no_secret_stays_as_it_is(text: str) -> None:
    """A log in which everything is masked explains nothing."""
    assert safe_text(text, 100) == text


def test_a_text_that_was_cut_says_so() -> None:
    """A reader must not take the rest for the whole."""
    assert safe_text("word " * 100, 50).endswith("…")
    assert len(safe_text("word " * 100, 50)) == 50


def test_a_huge_text_is_masked_without_reading_all_of_it() -> None:
    """A megabyte in an exception must not cost a megabyte of pattern matching."""
    assert len(safe_text("a" * 50_000_000, 500)) == 500
