"""User names and e-mail addresses: what is accepted, and by which key they are unique."""

from __future__ import annotations

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.accounts.identifiers import fold, parse_email, parse_username
from service.errors.kinds import ErrorCode
from service.errors.types import ValidationFailed


def refusal_of_username(text: str) -> ErrorCode:
    with pytest.raises(ValidationFailed) as caught:
        parse_username(text)
    return caught.value.code


@pytest.mark.parametrize(
    "name", ["bob", "a" * 64, "Bob.O-Brien_2", "0day", "ßtraße", "Жанна", "李小龙", "علي99", "अनल1"]
)
def test_a_name_of_letters_and_digits_of_any_script_is_kept_as_it_is(name: str) -> None:
    """A name is shown as its owner wrote it, in whatever script."""
    assert parse_username(name).shown == unicodedata.normalize("NFKC", name)


@pytest.mark.parametrize(("text", "code"), [
    ("", ErrorCode.USERNAME_TOO_SHORT),
    ("ab", ErrorCode.USERNAME_TOO_SHORT),
    ("a" * 65, ErrorCode.USERNAME_TOO_LONG),
    (".bob", ErrorCode.USERNAME_INVALID_START),
    ("_bob", ErrorCode.USERNAME_INVALID_START),
    ("-bob", ErrorCode.USERNAME_INVALID_START),
])  # fmt: skip
def test_a_refused_name_says_which_rule_it_breaks(text: str, code: ErrorCode) -> None:
    """A sign-up form can only help when each rule has its own code."""
    assert refusal_of_username(text) is code


@pytest.mark.parametrize(
    "bad",
    ["\0", "\n", "\x1b", "\x7f", "\x85", " ", "\u00a0", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u2028",
     "<", ">", "&", "\"", "'", "/", "\\", "@", "%", "`", "\ud800", "\u0301\u0301", "\U000e0041", "🙂", "½"],
    ids=ascii,
)  # fmt: skip
def test_a_character_that_could_deceive_or_inject_is_refused(bad: str) -> None:
    """Control, bidi, zero-width and markup characters turn a name into an attack on whoever reads it."""
    assert refusal_of_username(f"bob{bad}bob") is ErrorCode.USERNAME_INVALID_CHARACTER


def test_length_counts_after_normalization() -> None:
    """The ligature is one character when typed and three when stored; what is stored has to obey the limit."""
    assert parse_username("\ufb03").shown == "ffi"
    assert refusal_of_username("\ufdfa" * 4) is ErrorCode.USERNAME_TOO_LONG  # 18 characters each, two of them spaces


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bob", "bOB"), ("STRASSE", "straße"), ("\uff42\uff4f\uff42", "bob"), ("e\u0301ve", "\u00c9VE"), ("ΣΑΣ", "σας")],
)
def test_names_that_differ_only_in_case_or_form_are_the_same_user(one: str, other: str) -> None:
    """Otherwise somebody registers a look-alike of an existing account."""
    assert parse_username(one).key == parse_username(other).key


@given(st.text(max_size=80))
def test_the_key_is_a_fixed_point_of_folding(text: str) -> None:
    """Login folds what is typed; a key that folds to something else could never be logged into."""
    assert fold(fold(text)) == fold(text)
    try:
        name = parse_username(text)
    except ValidationFailed:
        return
    assert fold(name.shown) == name.key == fold(text)


@given(st.text(max_size=80))
def test_an_accepted_name_obeys_every_rule(text: str) -> None:
    """The rules, stated a second time and independently of the code."""
    try:
        shown = parse_username(text).shown
    except ValidationFailed:
        return
    assert 3 <= len(shown) <= 64
    assert shown == unicodedata.normalize("NFKC", shown)
    assert shown[0] not in "._-"
    assert all(char.isalpha() or char.isdigit() or char in "._-" for char in shown)
    assert shown.encode("utf-8").decode() == shown


@pytest.mark.parametrize(
    "text", ["bob@example.com", "b@sub.example.org", "bob+tag@example.com", "bob@mail.local", "bob@host.test"]
)
def test_an_address_is_checked_by_syntax_alone(text: str) -> None:
    """A DNS look-up would be a wait without bound, and a team's mail may live under .local."""
    assert parse_email(text).shown == text


@pytest.mark.parametrize(
    "text",
    ["", "bob", "@example.com", "bob@", "bob@@example.com", "bob@example", "bob @example.com", "bob@exa mple.com",
     "bob@example.com\n", "bob@example.com\r\nBcc: eve@example.com", "bob@[127.0.0.1]",
     "Bob <bob@example.com>", "bob\0@example.com", "bob@" + "a" * 250 + ".com", "b\ud800b@example.com"],
    ids=ascii,
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    """An address with a line break in it is a mail header of somebody's choosing."""
    with pytest.raises(ValidationFailed) as caught:
        parse_email(text)
    assert caught.value.code is ErrorCode.EMAIL_INVALID


def test_an_address_is_unique_without_case() -> None:
    """Bob@ and bob@ are one mailbox in practice; two accounts on it would fight over resets."""
    assert parse_email("Bob@Example.COM").key == parse_email("bob@example.com").key


@given(st.text(max_size=300))
def test_no_text_makes_the_parsers_fail_in_another_way(text: str) -> None:
    """Whatever a client sends is a 400 and never a 500."""
    for parse in (parse_username, parse_email):
        with suppress(ValidationFailed):
            parse(text)
