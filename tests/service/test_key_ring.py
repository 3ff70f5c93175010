"""The keys of access tokens, kept in the database and encrypted under SECRET_KEY."""

from __future__ import annotations

import base64
import hmac
import json
import time
import uuid
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from service.accounts import key_ring
from service.accounts.key_ring import KeyRing
from service.accounts.secrets import Secrets
from service.accounts.tokens import AccessTokens, Claims
from service.config import load_settings
from service.database.migrate import migrate
from service.database.pool import Database
from service.errors.kinds import ErrorCode
from service.errors.types import AuthFailed, DatabaseUnavailable
from service.telemetry.trace import start_trace, tracing
from tests.support.postgres import TestDatabase
from tests.support.service import SECRET_KEY

WHO = Claims(user_id=str(uuid.uuid4()), session_id=str(uuid.uuid4()))


@pytest.fixture
def db(database: TestDatabase) -> Iterator[Database]:
    opened = Database(database.url, load_settings(database_url=database.url, secret_key=SECRET_KEY))
    with opened.direct_connection("test") as conn:
        migrate(conn)
    database.run("TRUNCATE signing_keys")
    opened.open()
    opened.mark_ready()
    yield opened
    opened.close()


def ring(db: Database, secret: bytes = SECRET_KEY.encode()) -> KeyRing:
    return KeyRing(load_settings(), Secrets(secret), db)


def loaded(db: Database, secret: bytes = SECRET_KEY.encode()) -> KeyRing:
    keys = ring(db, secret)
    keys.load()
    return keys


def tokens_of(keys: KeyRing) -> AccessTokens:
    return AccessTokens(load_settings(), keys)


def test_the_first_process_makes_a_key_and_the_others_use_it(db: Database, database: TestDatabase) -> None:
    """A token of one worker must be good in the other."""
    assert tokens_of(loaded(db)).check(tokens_of(loaded(db)).issue(WHO)) == WHO
    assert database.run("SELECT count(*) FROM signing_keys") == [(1,)]


def test_the_private_key_is_encrypted_at_rest(db: Database, database: TestDatabase) -> None:
    """Who reads a backup can't sign."""
    key = loaded(db).signing_key().sign_with
    assert not isinstance(key, bytes)
    ((stored,),) = database.run("SELECT private_key FROM signing_keys")
    assert key.private_bytes_raw() not in bytes(stored)


def test_without_any_key_nothing_is_published_or_signed(db: Database) -> None:
    """An empty key set would be believed and cached by everybody who checks our tokens."""
    keys = ring(db)
    for ask in (keys.public_keys, keys.signing_key, lambda: tokens_of(keys).issue(WHO)):
        with pytest.raises(DatabaseUnavailable) as caught:
            ask()
        assert caught.value.code is ErrorCode.DATABASE_STARTING


def test_the_published_keys_hold_no_private_half(db: Database) -> None:
    """The `d` of a JSON Web Key is the private key."""
    (published,) = loaded(db).public_keys()
    assert published.keys() == {"kty", "crv", "x", "kid", "alg", "use"}


def test_after_a_change_of_secret_key_old_tokens_live_on_and_new_ones_are_signed(db: Database) -> None:
    """Nothing crashes on the key that can't be decrypted, and nobody is logged out."""
    before = tokens_of(loaded(db))
    token = before.issue(WHO)
    keys = loaded(db, b"another secret key that is long enough")
    after = tokens_of(keys)
    assert after.check(token) == WHO
    assert len(keys.public_keys()) == 2
    assert after.check(after.issue(WHO)) == WHO


def test_a_retired_key_checks_and_does_not_sign(db: Database, database: TestDatabase) -> None:
    """How an operator rotates: retire it, and restart."""
    before = loaded(db)
    token = tokens_of(before).issue(WHO)
    database.run("UPDATE signing_keys SET retired_at = now()")
    after = loaded(db)
    assert after.signing_key().kid != before.signing_key().kid
    assert tokens_of(after).check(token) == WHO


def test_a_table_that_was_emptied_gets_a_new_key(
    db: Database, database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unknown key makes us read again, and must not leave us with nothing to sign with."""
    keys = loaded(db)
    database.run("TRUNCATE signing_keys")
    monkeypatch.setattr(key_ring, "RELOAD_INTERVAL_S", 0.0)
    assert keys.named("made-up") is None
    assert tokens_of(keys).check(tokens_of(keys).issue(WHO)) == WHO


def test_a_key_that_another_process_made_later_is_found(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A replica with another SECRET_KEY came up after us."""
    monkeypatch.setattr(key_ring, "RELOAD_INTERVAL_S", 0.0)
    ours = tokens_of(loaded(db))
    theirs = tokens_of(loaded(db, b"another secret key that is long enough"))
    assert ours.check(theirs.issue(WHO)) == WHO


def _signed_by_hmac(token: str, secret: bytes, **header: str) -> str:
    """*token* with another header, signed with *secret*; by hand, since PyJWT refuses to forge."""
    fields = json.loads(base64.urlsafe_b64decode(token.split(".")[0] + "=="))
    encoded = base64.urlsafe_b64encode(json.dumps(fields | header).encode()).rstrip(b"=").decode()
    signed = f"{encoded}.{token.split('.')[1]}"
    digest = hmac.digest(secret, signed.encode(), "sha256")
    return f"{signed}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def _refusal(tokens: AccessTokens, token: str) -> ErrorCode:
    with pytest.raises(AuthFailed) as caught:
        tokens.check(token)
    return caught.value.code


def test_the_public_key_is_no_shared_secret(db: Database) -> None:
    """Key confusion: everybody has the public key, so a token "signed" with it by HMAC must not pass."""
    keys = loaded(db)
    tokens, public = tokens_of(keys), keys.signing_key().verify_with
    assert isinstance(public, Ed25519PublicKey)
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for secret in (public.public_bytes_raw(), der, pem):
        assert _refusal(tokens, _signed_by_hmac(tokens.issue(WHO), secret, alg="HS256")) is ErrorCode.TOKEN_INVALID


def test_made_up_key_ids_make_us_ask_the_database_once_in_a_while_only(db: Database) -> None:
    """Or anybody could put the load of a query on us with each request."""
    tokens = tokens_of(loaded(db))
    token, started = tokens.issue(WHO), time.monotonic()
    trace = start_trace(None)
    with tracing(trace):
        for number in range(50):
            made_up = _signed_by_hmac(token, b"x", kid=f"made-up-{number}")
            assert _refusal(tokens, made_up) is ErrorCode.TOKEN_INVALID
    assert trace.waits.db_queries <= 1 + (time.monotonic() - started) / key_ring.RELOAD_INTERVAL_S
