"""What is derived from SECRET_KEY."""

from __future__ import annotations

import re

import pytest
from cryptography.fernet import InvalidToken
from hypothesis import given
from hypothesis import strategies as st

from service.accounts.grants import looks_like_refresh_token, new_session
from service.accounts.secrets import Secrets

ONE, OTHER = Secrets(b"1" * 32), Secrets(b"2" * 32)
TOKEN = "A" * 43


def test_the_same_secret_derives_the_same_everywhere() -> None:
    """Every worker and every host has to agree, or refreshed sessions break at random."""
    again = Secrets(b"1" * 32)
    assert again.refresh_successor(TOKEN) == ONE.refresh_successor(TOKEN)
    assert again.user_ref("bob") == ONE.user_ref("bob")
    assert again.secret_id == ONE.secret_id
    assert again.cipher.decrypt(ONE.cipher.encrypt(b"key")) == b"key"


def test_another_secret_derives_something_else_throughout() -> None:
    """Whoever does not have the SECRET_KEY can't predict a successor or undo a user reference."""
    assert OTHER.refresh_successor(TOKEN) != ONE.refresh_successor(TOKEN)
    assert OTHER.user_ref("bob") != ONE.user_ref("bob")
    assert OTHER.secret_id != ONE.secret_id
    with pytest.raises(InvalidToken):
        OTHER.cipher.decrypt(ONE.cipher.encrypt(b"key"))


def test_a_successor_is_a_refresh_token_and_no_chain_comes_back() -> None:
    """The successor is used, and followed, like a token that was drawn; a cycle would revive a used one."""
    seen = [new_session(60)[1]]
    for _ in range(1000):
        seen.append(ONE.refresh_successor(seen[-1]))
    assert all(looks_like_refresh_token(token) for token in seen)
    assert len(set(seen)) == len(seen)


@given(st.text(max_size=200))
def test_a_user_reference_has_the_shape_of_the_log_and_never_the_name(name: str) -> None:
    """Names that were tried may be passwords typed into the wrong field; the log gets a keyed hash."""
    assert re.fullmatch(r"h_[0-9a-f]{16}", ONE.user_ref(name))


def test_different_names_have_different_references() -> None:
    """An operator counts attacked accounts by it."""
    assert len({ONE.user_ref(f"user{number}") for number in range(1000)}) == 1000


def test_the_secret_is_in_nothing_that_is_shown() -> None:
    """secret_id stands in the database beside the keys; it must not help to find the secret."""
    secret = Secrets(b"hunter2-" * 4)
    assert "hunter2" not in repr(secret) + secret.secret_id + secret.refresh_successor(TOKEN)
    assert re.fullmatch(r"[0-9a-f]{16}", secret.secret_id)
