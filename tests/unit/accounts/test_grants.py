"""Refresh tokens: drawn, stored hashed, recognized."""

from __future__ import annotations

import hashlib

import pytest

from service.accounts.grants import hash_refresh_token, looks_like_refresh_token, new_session


def test_a_session_is_stored_without_its_refresh_token() -> None:
    """Whoever reads the table must not be able to use a session."""
    session, token = new_session(60)
    assert session.refresh_hash == hashlib.sha256(token.encode()).digest() == hash_refresh_token(token)
    assert token not in repr(session)
    assert session.lifetime_s == 60


def test_sessions_share_nothing() -> None:
    """Two logins of one user are two sessions that end apart."""
    drawn = [new_session(60) for _ in range(500)]
    assert len({session.session_id for session, _ in drawn}) == 500
    assert len({token for _, token in drawn}) == 500
    assert all(looks_like_refresh_token(token) for _, token in drawn)


@pytest.mark.parametrize(
    "text", ["", "A" * 42, "A" * 44, "A" * 42 + "=", "A" * 42 + "\n", "A" * 43 + "\n", "ä" * 43, "A" * 42 + " "],
    ids=ascii,
)  # fmt: skip
def test_what_can_not_be_a_refresh_token_is_told_without_asking_the_database(text: str) -> None:
    """Garbage must cost no query, and what is hashed as ASCII has to be ASCII."""
    assert not looks_like_refresh_token(text)
