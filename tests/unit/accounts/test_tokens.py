"""Access tokens with a shared secret: what is issued, and everything that is refused."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, cast

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from service.accounts.key_ring import KeyRing
from service.accounts.secrets import Secrets
from service.accounts.tokens import AccessTokens, Claims
from service.config import Settings
from service.database.pool import Database
from service.errors.kinds import ErrorCode
from service.errors.types import AuthFailed
from service.telemetry.trace import start_trace, tracing

JWT_SECRET = "the shared secret of this test...."
NO_DATABASE = cast(Database, None)  # a shared secret needs none; touching it fails the test
DERIVED = Secrets(b"k" * 32)
WHO = Claims(user_id="9d3c2b52-97de-43ac-a5d3-6a3c0b3f7d11", session_id="5f0d1a6e-1c55-4bd6-8a50-0d6e3f4f7b22")


def hs256(**overrides: Any) -> AccessTokens:
    settings = Settings(**{"jwt_algorithm": "HS256", "jwt_secret": JWT_SECRET, **overrides})
    return AccessTokens(settings, KeyRing(settings, DERIVED, NO_DATABASE))


HS256 = Settings(jwt_algorithm="HS256", jwt_secret=SecretStr(JWT_SECRET))
TOKENS = hs256()
GOOD = TOKENS.issue(WHO)  # made when the tests are collected: in a long run it has expired before it is looked at
HEADER = jwt.get_unverified_header(GOOD)
PAYLOAD: dict[str, Any] = jwt.decode(GOOD, options={"verify_signature": False})


def forged(
    claims: Mapping[str, Any] | None = None, *, key: str | bytes = JWT_SECRET, algorithm: str = "HS256", **header: Any
) -> str:
    """A token that only differs from a fresh one in what is given; signed here, since PyJWT refuses to forge."""
    now = int(time.time())
    fresh = PAYLOAD | {"iat": now, "exp": now + TOKENS.lifetime_s}
    payload = {name: value for name, value in (fresh | dict(claims or {})).items() if value is not None}
    signed = f"{segment(HEADER | {'alg': algorithm} | header)}.{segment(payload)}"
    secret = key.encode() if isinstance(key, str) else key
    digest = hmac.digest(secret, signed.encode(), f"sha{algorithm.removeprefix('HS')}")
    return f"{signed}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def refusal(token: str, tokens: AccessTokens = TOKENS) -> ErrorCode:
    with pytest.raises(AuthFailed) as caught:
        tokens.check(token)
    assert caught.value.code.status == 401
    return caught.value.code


def segment(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_a_token_says_who_it_was_issued_for() -> None:
    """The round trip, without any database."""
    assert TOKENS.check(TOKENS.issue(WHO)) == WHO
    assert TOKENS.check(forged()) == WHO  # the forgeries below differ from a good token in one thing each


def test_a_token_has_what_rfc_9068_requires() -> None:
    """Any library for OAuth 2.0 resource servers can then check it, not only ours."""
    assert HEADER["typ"] == "at+jwt"
    assert HEADER["alg"] == "HS256"
    assert {"iss", "exp", "aud", "sub", "client_id", "iat", "jti"} <= PAYLOAD.keys()
    assert (PAYLOAD["iss"], PAYLOAD["aud"], PAYLOAD["sub"]) == ("surelock", "surelock", WHO.user_id)
    assert PAYLOAD["exp"] - PAYLOAD["iat"] == TOKENS.lifetime_s == 900
    assert all(isinstance(PAYLOAD[name], int) for name in ("iat", "exp"))
    before = int(time.time())
    fresh = jwt.decode(TOKENS.issue(WHO), options={"verify_signature": False})
    assert before <= fresh["iat"] <= time.time()


def test_a_token_tells_nothing_personal() -> None:
    """Tokens are logged and pasted elsewhere; names and addresses belong behind /me."""
    assert PAYLOAD.keys() == {"iss", "aud", "sub", "client_id", "sid", "jti", "iat", "exp"}


def test_no_two_tokens_are_the_same() -> None:
    """A revocation by jti would otherwise hit a stranger."""
    ids = {jwt.decode(TOKENS.issue(WHO), options={"verify_signature": False})["jti"] for _ in range(200)}
    assert len(ids) == 200


def test_an_expired_token_is_told_apart() -> None:
    """A client that sees token_expired refreshes; one that sees token_invalid must log in again."""
    assert refusal(forged({"exp": int(time.time()) - 1})) is ErrorCode.TOKEN_EXPIRED


def test_an_expired_token_of_somebody_else_is_only_invalid() -> None:
    """Signature first: the expiry of a forged token is nobody's business."""
    assert refusal(forged({"exp": 1}, key="x" * 40)) is ErrorCode.TOKEN_INVALID


def test_a_clock_that_is_a_little_behind_does_not_refuse() -> None:
    """Two hosts differ by moments; a token issued "in the future" is still ours."""
    assert TOKENS.check(forged({"iat": int(time.time()) + 5})) == WHO


@pytest.mark.parametrize("missing", ["iss", "aud", "sub", "sid", "jti", "iat", "exp"])
def test_a_missing_claim_is_refused(missing: str) -> None:
    """A token without exp would be valid for ever, one without aud anywhere."""
    assert refusal(forged({missing: None})) is ErrorCode.TOKEN_INVALID


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "somebody-else"},
        {"iss": ["surelock"]},
        {"aud": "another-service"},
        {"aud": []},
        {"aud": 7},
        {"exp": "soon"},
        {"exp": {}},
        {"sub": 7},
        {"nbf": 4_000_000_000},
    ],
    ids=json.dumps,
)
def test_a_wrong_claim_is_refused(claims: dict[str, Any]) -> None:
    """A token for another audience or issuer must not work here, even under the same secret (RFC 8725, 3.8, 3.9)."""
    assert refusal(forged(claims)) is ErrorCode.TOKEN_INVALID


def test_issuer_and_audience_are_those_of_the_settings() -> None:
    """Two installations that share a secret by mistake still do not accept each other's tokens."""
    other = hs256(jwt_issuer="https://login.example", jwt_audience="shop")
    assert refusal(other.issue(WHO)) is ErrorCode.TOKEN_INVALID
    assert refusal(TOKENS.issue(WHO), other) is ErrorCode.TOKEN_INVALID
    assert other.check(other.issue(WHO)) == WHO


@pytest.mark.parametrize("typ", ["JWT", "id_token+jwt", "logout+jwt", "", None, 7, ["at+jwt"], {"at+jwt": 1}])
def test_a_token_of_another_type_is_refused(typ: Any) -> None:
    """An id token under the same key proves a login to a client; it is no right to call (RFC 8725, 3.11)."""
    assert refusal(forged(typ=typ)) is ErrorCode.TOKEN_INVALID


@pytest.mark.parametrize("typ", ["at+jwt", "AT+JWT", "application/at+jwt"])
def test_the_type_may_be_written_as_a_media_type(typ: str) -> None:
    """RFC 9068 section 4 allows the long form, and media types have no case."""
    assert TOKENS.check(forged(typ=typ)) == WHO


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "nOnE"])
def test_an_unsigned_token_is_refused(alg: str) -> None:
    """The oldest attack on JSON Web Tokens."""
    payload = GOOD.split(".")[1]
    for signature in ("", GOOD.split(".")[2], "AA"):
        token = f"{segment({**HEADER, 'alg': alg})}.{payload}.{signature}"
        assert refusal(token) is ErrorCode.TOKEN_INVALID


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
def test_another_algorithm_is_refused_even_with_the_right_secret(algorithm: str) -> None:
    """One algorithm per installation: the token must not choose how it is checked (RFC 8725, 3.1)."""
    assert refusal(forged(key=JWT_SECRET * 2, algorithm=algorithm)) is ErrorCode.TOKEN_INVALID
    assert refusal(forged(key=JWT_SECRET + "x" * 40, algorithm=algorithm)) is ErrorCode.TOKEN_INVALID


def test_a_shared_secret_is_never_published() -> None:
    """With HS256 the key to check with is the key to sign with."""
    assert KeyRing(HS256, DERIVED, NO_DATABASE).public_keys() == []


def test_a_changed_token_is_refused_wherever_it_was_changed() -> None:
    """Each character of header, payload and signature counts."""
    for position in range(len(GOOD)):
        if GOOD[position] == ".":
            continue
        changed = GOOD[:position] + ("A" if GOOD[position] != "A" else "B") + GOOD[position + 1 :]
        if position == len(GOOD) - 1:
            continue  # the last character carries bits that base64 ignores
        assert refusal(changed) is ErrorCode.TOKEN_INVALID


@pytest.mark.parametrize(
    "token",
    ["", ".", "..", "...", "a.b.c", "not a token", GOOD + ".", GOOD + "\n.", "." + GOOD, GOOD.replace(".", ""),
     GOOD + "A" * 5000, "\ud800" * 20, "é.é.é", "\0.\0.\0", f"{segment([])}.e30.", f"{segment(7)}.e30.",
     f"{segment({**HEADER, 'kid': None})}.e30.", f"{segment({**HEADER, 'kid': ['a']})}.e30.",
     base64.urlsafe_b64encode(b"[" * 3000).decode() + ".e30.", base64.urlsafe_b64encode(b"9" * 3000).decode() + ".e30.",
     base64.urlsafe_b64encode(b'{"a":' * 600 + b"1" + b"}" * 600).decode().rstrip("=") + ".e30.AA"],
    ids=lambda token: ascii(token)[:24],
)  # fmt: skip
def test_what_is_no_token_is_a_401(token: str) -> None:
    """A client's garbage is the client's failure; as a 500 it would page somebody at night."""
    assert refusal(token) is ErrorCode.TOKEN_INVALID


@given(st.text(max_size=200) | st.binary(max_size=60).map(lambda raw: base64.urlsafe_b64encode(raw).decode() + "..A"))
def test_no_text_makes_the_check_fail_in_another_way(token: str) -> None:
    """The Authorization header is the first thing a stranger can fill."""
    with suppress(AuthFailed):
        TOKENS.check(token)
        raise AssertionError("a made-up token was accepted")


def test_the_time_for_signing_is_counted_in_the_request() -> None:
    """sign_ms tells an operator when it is the signatures that cost."""
    trace = start_trace(None)
    with tracing(trace):
        TOKENS.check(TOKENS.issue(WHO))
    assert trace.waits.sign_ms > 0
