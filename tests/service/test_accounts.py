"""Register, log in, refresh, log out and who am I, as a client sees them."""

from __future__ import annotations

import base64
import json
import threading
import uuid
from pathlib import Path
from typing import Any

import bcrypt
import httpx
import jwt
import pytest
from jwt.algorithms import OKPAlgorithm

from tests.support.postgres import TestDatabase
from tests.support.service import SECRET_KEY, RunningService, running_service, wait_for

HEARD_WITHIN_S = 1.0 + 2.0  # the design's bound for a change to reach every process, and slack for a shared machine


def new_name() -> str:
    return f"user-{uuid.uuid4().hex[:12]}"


def wait_until_me(service: RunningService, token: str, status: int) -> None:
    """Until /me answers *status*: whichever worker is asked, it has heard by then."""
    wait_for(lambda: service.get("/api/auth/me", token=token).status_code == status, HEARD_WITHIN_S, f"/me {status}")


def assert_problem(answer: httpx.Response, status: int, kind: str, code: str) -> None:
    """The answer is a problem of that name, with the trace id of its header."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    problem = answer.json()
    assert (problem["error_kind"], problem["error_code"], problem["status"]) == (kind, code, status)
    assert problem["trace_id"] == answer.headers["x-trace-id"]
    assert problem["type"] == f"urn:surelock:error:{kind}"


def test_register_answers_201_with_tokens_that_work(service: RunningService) -> None:
    """The first thing anybody does with the service."""
    name = new_name()
    grant = service.register(name)
    assert set(grant) == {"token", "token_type", "expires_in", "refresh_token", "user_id", "username"}
    assert (grant["token_type"], grant["expires_in"], grant["username"]) == ("Bearer", 900, name)
    me = service.get("/api/auth/me", token=grant["token"])
    assert me.status_code == 200


def test_login_finds_the_user_whatever_the_case_and_answers_as_register(service: RunningService) -> None:
    """People do not remember how they capitalised their name."""
    name = new_name()
    registered = service.register(name.title())
    answer = service.login(name.upper())
    assert answer.status_code == 200
    assert answer.json().keys() == registered.keys()
    assert answer.json()["username"] == name.title()
    assert answer.headers["cache-control"] == "no-store"


def test_me_tells_the_account_and_when_it_logged_in_last(service: RunningService) -> None:
    """A client shows it; an operator compares it with table users."""
    name = new_name()
    service.register(name)
    grant = service.login(name).json()
    me = service.get("/api/auth/me", token=grant["token"]).json()
    assert me["user_id"] == grant["user_id"]
    assert (me["username"], me["email"], me["email_verified"]) == (name, f"{name}@example.com", False)
    assert (me["status"], me["roles"]) == ("active", [])
    assert me["created_at"] < me["last_login_at"]
    assert me["last_login_at"].endswith("Z")


def test_a_wrong_password_and_an_unknown_user_get_the_same_answer(service: RunningService) -> None:
    """Nobody may find out who has an account."""
    name = new_name()
    service.register(name)
    wrong, unknown = service.login(name, "wrong horse"), service.login(new_name(), "wrong horse")
    assert_problem(wrong, 401, "auth_error", "credentials_invalid")
    assert wrong.headers["www-authenticate"] == 'Bearer realm="surelock"'
    differing = {"trace_id"}
    assert {k: v for k, v in wrong.json().items() if k not in differing} == {
        k: v for k, v in unknown.json().items() if k not in differing
    }
    hashed = [service.request_line(answer)["hash_ms"] > 0 for answer in (wrong, unknown)]
    assert hashed == [True, True]


@pytest.mark.parametrize(
    ("member", "value", "code"),
    [
        ("username", "ab", "username_too_short"),
        ("username", "a" * 65, "username_too_long"),
        ("username", "-abc", "username_invalid_start"),
        ("username", "a b c", "username_invalid_character"),
        ("username", "abc<b>", "username_invalid_character"),
        ("username", "abc\u200bd", "username_invalid_character"),
        ("username", "abc\u202ed", "username_invalid_character"),
        ("username", "abc\u0000", "username_invalid_character"),
        ("username", None, "field_missing"),
        ("username", 12345, "field_wrong_type"),
        ("email", "not an address", "email_invalid"),
        ("email", "a@b@example.com", "email_invalid"),
        ("email", None, "field_missing"),
        ("password", "1234567", "password_too_short"),
        ("password", "x" * 257, "password_too_long"),
        ("password", "with\u0000nul", "password_invalid_character"),
        ("password", ["list"], "field_wrong_type"),
    ],
)
def test_each_broken_rule_has_a_code_of_its_own(service: RunningService, member: str, value: object, code: str) -> None:
    """A form shows the message beside the right field."""
    body: dict[str, Any] = {"username": new_name(), "email": f"{new_name()}@example.com", "password": "correct horse"}
    body[member] = value
    assert_problem(service.post("/api/auth/register", body), 400, "validation_error", code)


def test_a_name_and_an_address_are_taken_whatever_their_case(service: RunningService) -> None:
    """Two people must not be able to pass for one."""
    name = new_name()
    service.register(name)
    again = {"username": name.upper(), "email": f"{new_name()}@example.com", "password": "correct horse"}
    assert_problem(service.post("/api/auth/register", again), 409, "conflict", "username_taken")
    same_mail = {"username": new_name(), "email": f"{name}@EXAMPLE.com".title(), "password": "correct horse"}
    assert_problem(service.post("/api/auth/register", same_mail), 409, "conflict", "email_taken")


def test_of_many_registrations_of_one_name_one_succeeds(service: RunningService, database: TestDatabase) -> None:
    """Uniqueness is the database's, not that of a look before."""
    name, answers = new_name(), []
    barrier = threading.Barrier(6)

    def register(number: int) -> None:
        body = {"username": name, "email": f"{name}{number}@example.com", "password": "correct horse"}
        barrier.wait(timeout=10)
        answers.append(httpx.post(f"{service.base_url}/api/auth/register", json=body, timeout=20).status_code)

    threads = [threading.Thread(target=register, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(answers) == [201, 409, 409, 409, 409, 409]
    assert database.run("SELECT count(*) FROM users WHERE username = %s", name) == [(1,)]


@pytest.mark.parametrize("password", ["x" * 72, "x" * 73, "pass wörd ✓" * 20, "日本語のパスワード" * 3])
def test_a_password_counts_to_its_last_byte(service: RunningService, password: str) -> None:
    """bcrypt reads 72 bytes; a service that lets it cut the rest lets in whoever knows the beginning."""
    name = new_name()
    service.register(name, password)
    assert service.login(name, password).status_code == 200
    assert service.login(name, password[:-1] + "!").status_code == 401
    assert service.login(name, password[:-1]).status_code == 401
    assert service.login(name, password + "x").status_code == 401


def test_an_imported_hash_logs_in_and_is_renewed_only_when_it_is_weaker(
    service: RunningService, database: TestDatabase, tmp_path: Path
) -> None:
    """A team moves in with the passwords it has, and raises BCRYPT_ROUNDS later."""
    name = new_name()
    stored = bcrypt.hashpw(b"old password", bcrypt.gensalt(4)).decode()
    database.run(
        "INSERT INTO users (username, email, password_hash) VALUES (%s, %s, %s)", name.upper(), f"{name}@x.test", stored
    )
    hash_of = "SELECT password_hash FROM users WHERE username = %s"
    assert service.login(name, "old password").status_code == 200
    assert database.run(hash_of, name.upper()) == [(stored,)]
    raised: dict[str, str | int] = {"DATABASE_URL": database.url, "SECRET_KEY": SECRET_KEY, "BCRYPT_ROUNDS": 5}
    with running_service(tmp_path / "log", **raised) as stronger:
        assert stronger.login(name, "old password").status_code == 200
        ((renewed,),) = database.run(hash_of, name.upper())
        assert renewed.startswith("$2b$05$")
        assert stronger.login(name, "old password").status_code == 200
    assert database.run(hash_of, name.upper()) == [(renewed,)]


def test_access_tokens_follow_rfc_9068_and_verify_with_the_published_key(service: RunningService) -> None:
    """A resource server checks them without asking us."""
    grant = service.register(new_name())
    (key,) = service.get("/.well-known/jwks.json").json()["keys"]
    header = jwt.get_unverified_header(grant["token"])
    assert (header["typ"], header["alg"], header["kid"]) == ("at+jwt", "EdDSA", key["kid"])
    claims = jwt.decode(
        grant["token"],
        OKPAlgorithm.from_jwk(json.dumps(key)),  # type: ignore[arg-type]
        algorithms=["EdDSA"],
        audience="surelock",
        issuer="surelock",
    )
    assert claims["sub"] == grant["user_id"]
    assert claims["exp"] - claims["iat"] == 900
    assert {"sid", "jti", "client_id"} <= set(claims)


def _with_header(token: str, **changes: str) -> str:
    header = jwt.get_unverified_header(token) | changes
    encoded = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
    return ".".join([encoded, *token.split(".")[1:]])


def test_a_token_that_is_not_ours_is_refused(service: RunningService) -> None:
    """The first thing an attacker tries."""
    token = service.register(new_name())["token"]
    forged = {
        "none": jwt.encode({"sub": "x"}, "", algorithm="none"),
        "hs256 with the public key": jwt.encode({"sub": "x"}, "k" * 32, algorithm="HS256"),
        "other typ": _with_header(token, typ="JWT"),
        "other kid": _with_header(token, kid="unknown"),
        "cut": token[:-4],
        "no token": "abc",
        "too long": "a" * 5000,
        "not ascii": "tökén",
    }
    for case, attempt in forged.items():
        answer = service.client.get(
            "/api/auth/me", headers={b"Authorization": f"Bearer {attempt}".encode("latin-1", "replace")}
        )
        assert_problem(answer, 401, "auth_error", "token_invalid")
        assert answer.headers["www-authenticate"] == 'Bearer realm="surelock", error="invalid_token"', case


def test_me_without_a_token_is_401(service: RunningService) -> None:
    """A client must be able to tell no token from a bad one."""
    answer = service.get("/api/auth/me")
    assert_problem(answer, 401, "auth_error", "token_missing")
    assert answer.headers["www-authenticate"] == 'Bearer realm="surelock"'


def test_refresh_gives_new_tokens_and_uses_the_old_one_up(service: RunningService) -> None:
    """RFC 9700, 4.14.2."""
    grant = service.register(new_name())
    answer = service.post("/api/auth/refresh", {"refresh_token": grant["refresh_token"]})
    assert answer.status_code == 200
    renewed = answer.json()
    assert renewed.keys() == grant.keys()
    assert renewed["refresh_token"] != grant["refresh_token"]
    assert service.get("/api/auth/me", token=renewed["token"]).status_code == 200


def test_concurrent_refreshes_within_the_grace_get_the_same_successor(service: RunningService) -> None:
    """Two tabs wake up together; neither may be logged out."""
    grant = service.register(new_name())
    answers: list[httpx.Response] = []
    barrier = threading.Barrier(5)

    def refresh() -> None:
        barrier.wait(timeout=10)
        answers.append(
            httpx.post(
                f"{service.base_url}/api/auth/refresh", json={"refresh_token": grant["refresh_token"]}, timeout=20
            )
        )

    threads = [threading.Thread(target=refresh) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert [answer.status_code for answer in answers] == [200] * 5
    assert len({answer.json()["refresh_token"] for answer in answers}) == 1


def test_reuse_after_the_grace_ends_the_whole_session(service: RunningService, database: TestDatabase) -> None:
    """Somebody else has the token: neither the thief nor the owner goes on with it."""
    grant = service.register(new_name())
    renewed = service.post("/api/auth/refresh", {"refresh_token": grant["refresh_token"]}).json()
    newest = service.post("/api/auth/refresh", {"refresh_token": renewed["refresh_token"]}).json()
    database.run(
        "UPDATE refresh_tokens SET rotated_at = rotated_at - interval '11 seconds' WHERE rotated_at IS NOT NULL"
    )

    stolen = service.post("/api/auth/refresh", {"refresh_token": grant["refresh_token"]})
    assert_problem(stolen, 401, "auth_error", "refresh_reused")
    service.request_line(stolen)  # written after the audit's
    owner = service.post("/api/auth/refresh", {"refresh_token": newest["refresh_token"]})
    assert_problem(owner, 401, "auth_error", "session_ended")
    wait_for(
        lambda: service.get("/api/auth/me", token=newest["token"]).status_code == 401,
        HEARD_WITHIN_S,
        "the access token ends too",
    )
    audit = [line for line in service.lines("audit") if line["user_id"] == grant["user_id"]]
    assert [line["action"] for line in audit] == ["refresh_reused"]


def test_an_expired_and_an_unknown_refresh_token_are_told_apart(
    service: RunningService, database: TestDatabase
) -> None:
    """A client logs in again after the one, and reports the other."""
    grant = service.register(new_name())
    database.run(
        "UPDATE refresh_tokens SET expires_at = now() WHERE session_id IN"
        " (SELECT id FROM sessions WHERE user_id = %s::uuid)",
        grant["user_id"],
    )
    expired = service.post("/api/auth/refresh", {"refresh_token": grant["refresh_token"]})
    assert_problem(expired, 401, "auth_error", "refresh_expired")
    for unknown in ("x" * 43, "short", "ü" * 43):
        answer = service.post("/api/auth/refresh", {"refresh_token": unknown})
        assert_problem(answer, 401, "auth_error", "refresh_invalid")


def test_logout_ends_this_session_by_default(service: RunningService) -> None:
    """The access token must not outlive it, nor the refresh token."""
    name = new_name()
    first, second = service.register(name), service.login(name).json()
    assert service.post("/api/auth/logout", token=first["token"]).status_code == 204
    wait_for(
        lambda: service.get("/api/auth/me", token=first["token"]).status_code == 401,
        HEARD_WITHIN_S,
        "both workers know",
    )
    refused = service.post("/api/auth/refresh", {"refresh_token": first["refresh_token"]})
    assert_problem(refused, 401, "auth_error", "session_ended")
    assert service.get("/api/auth/me", token=second["token"]).status_code == 200


@pytest.mark.parametrize(("scope", "own", "other"), [("others", 200, 401), ("all", 401, 401)])
def test_logout_ends_the_sessions_in_its_scope(service: RunningService, scope: str, own: int, other: int) -> None:
    """Lost a laptop: log it out from here."""
    name = new_name()
    first, second = service.register(name), service.login(name).json()
    assert service.post("/api/auth/logout", {"scope": scope}, token=first["token"]).status_code == 204
    wait_for(
        lambda: service.get("/api/auth/me", token=second["token"]).status_code == other,
        HEARD_WITHIN_S,
        "the other session",
    )
    wait_until_me(service, first["token"], own)


def test_logout_with_an_unknown_scope_ends_nothing(service: RunningService) -> None:
    """A typing error must not log out more, or less, than was meant."""
    grant = service.register(new_name())
    answer = service.post("/api/auth/logout", {"scope": "everything"}, token=grant["token"])
    assert_problem(answer, 400, "validation_error", "field_invalid")
    assert service.get("/api/auth/me", token=grant["token"]).status_code == 200


@pytest.mark.parametrize(("status", "code"), [("suspended", "account_suspended"), ("banned", "account_banned")])
def test_a_disabled_account_is_told_so_only_after_the_right_password(
    service: RunningService, database: TestDatabase, status: str, code: str
) -> None:
    """Its owner may know; somebody who guesses may not."""
    name = new_name()
    grant = service.register(name)
    database.run("UPDATE users SET status = %s WHERE username = %s", status, name)
    assert_problem(service.login(name, "wrong horse"), 401, "auth_error", "credentials_invalid")
    assert_problem(service.login(name), 403, "auth_error", code)
    refreshed = service.post("/api/auth/refresh", {"refresh_token": grant["refresh_token"]})
    assert_problem(refreshed, 403, "auth_error", code)


def test_nothing_secret_is_logged(service: RunningService) -> None:
    """The log goes to an aggregator that more people read than the database."""
    name, password = new_name(), "a very secret password"
    grant = service.register(name, password)
    service.login(name, password)
    answer = service.login(name, "another secret guess")
    service.request_line(answer)
    written = service.log_file.read_text()
    for secret in (password, "another secret guess", name, grant["token"], grant["refresh_token"], "$2b$"):
        assert secret not in written
