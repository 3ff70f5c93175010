"""Requests that must all be refused, as bytes, and full of secrets that must not turn up anywhere."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any

PASSWORD = "S3cret-hunter2-pa55word"
USERNAME = "leaky.username"
EMAIL = "leaky.address@secret.example"
TOKEN = "eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJsZWFreS1zdWJqZWN0In0.bGVha3ktc2lnbmF0dXJl"
REFRESH_TOKEN = "leaky-refresh-token-0123456789abcdefghijklm"
SECRETS = (PASSWORD, USERNAME, EMAIL, TOKEN, REFRESH_TOKEN, "leaky")

GOOD_LOGIN = {"username": USERNAME, "password": PASSWORD}
GOOD_REGISTRATION = {"username": USERNAME, "email": EMAIL, "password": PASSWORD}


def request(
    method: str, path: str, body: bytes = b"", *, headers: dict[str, str] | None = None, content_type: str | None = None
) -> bytes:
    """A well-formed request whose connection ends with it."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close"]
    if content_type is not None:
        lines.append(f"Content-Type: {content_type}")
    if body or method in ("POST", "PUT", "PATCH"):
        lines.append(f"Content-Length: {len(body)}")
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def post(path: str, body: bytes, **options: Any) -> bytes:
    return request("POST", path, body, **{"content_type": "application/json"} | options)


def bad_requests() -> dict[str, bytes]:
    """All of them by name; each is answered with a status of 400 or more, whatever state the service is in."""
    return dict([*_malformed(), *_bodies(), *_members(), *_routes(), *_tokens(), *_headers()])


def _malformed() -> Iterator[tuple[str, bytes]]:
    """Refused before there is a request."""
    secret = PASSWORD.encode()
    for name, head in {
        "smtp": b"EHLO " + secret,
        "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + secret,
        "http 2": b"PRI * HTTP/2.0",
        "http 0.9": b"GET /" + secret,
        "http 9.9": b"GET /" + secret + b" HTTP/9.9",
        "version garbage": b"GET / HTTP/" + secret,
        "lower-case method": b"get /" + secret + b" HTTP/1.1",
        "method garbage": b"G(E)T / HTTP/1.1",
        "method too long": b"A" * 40 + b" / HTTP/1.1",
        "no method": b" / HTTP/1.1",
        "two spaces": b"GET  / HTTP/1.1",
        "path in UTF-8": b"GET /\xc3\xa4" + secret + b" HTTP/1.1",
        "long path": b"GET /" + secret * 500 + b" HTTP/1.1",
        "long query": b"GET /?password=" + secret * 500 + b" HTTP/1.1",
    }.items():
        yield f"line: {name}", head + b"\r\n\r\n"
    yield "line: bare LF", b"GET /" + secret + b" HTTP/1.1\nHost: x\n\n"
    for name, header in {
        "no colon": b"password " + secret,
        "empty name": b": " + secret,
        "space in the name": b"Pass word: " + secret,
        "space before the colon": b"Password : " + secret,
        "NUL": b"Password: \x00" + secret,
        "bare CR": b"Password: a\rb" + secret,
        "folded": b"Password: a\r\n " + secret,
        "name in UTF-8": b"P\xc3\xa4ssword: " + secret,
        "too long": b"Password: " + secret * 500,
        "cookie too long": b"Cookie: session=" + secret * 500,
        "too many": b"\r\n".join(b"Password: " + secret for _ in range(150)),
        "length of -1": b"Content-Length: -1",
        "length of +1": b"Content-Length: +1",
        "length of 1.5": b"Content-Length: 1.5",
        "length of 0x10": b"Content-Length: 0x10",
        "length of words": b"Content-Length: " + secret,
        "two lengths": b"Content-Length: 1\r\nContent-Length: 2",
        "list of lengths": b"Content-Length: 1, 2",
        "length and chunks": b"Content-Length: 5\r\nTransfer-Encoding: chunked",
        "gzip coding": b"Transfer-Encoding: gzip",
        "unknown coding": b"Transfer-Encoding: " + secret,
        "chunked twice": b"Transfer-Encoding: chunked, chunked",
        "chunked before gzip": b"Transfer-Encoding: chunked, gzip",
        "expectation": b"Content-Length: 2\r\nExpect: " + secret,
    }.items():
        yield f"header: {name}", b"POST /api/auth/login HTTP/1.1\r\nHost: x\r\n" + header + b"\r\n\r\n{}"
    chunked = b"POST /api/auth/login HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    for name, chunks in {
        "no number": b"zz\r\n" + secret + b"\r\n",
        "negative": b"-5\r\n" + secret + b"\r\n",
        "too short": b"2\r\n" + secret + b"\r\n",
        "bad extension": b"2;\x00=1\r\n{}\r\n0\r\n\r\n",
        "bad trailer": b"2\r\n{}\r\n0\r\nPass word: " + secret + b"\r\n\r\n",
        "endless size": b"1" * 9000,
        "too much": b"12000\r\n" + b" " * 0x12000 + b"\r\n0\r\n\r\n",
    }.items():
        yield f"chunk: {name}", chunked + chunks


def _bodies() -> Iterator[tuple[str, bytes]]:
    """A request whose body is no JSON object."""
    nested = b'{"password":' * 200 + b"1" + b"}" * 200
    for name, body in {
        "empty": b"",
        "text": PASSWORD.encode(),
        "half an object": json.dumps(GOOD_LOGIN).encode()[:-1],
        "two objects": b"{}{}",
        "trailing comma": b'{"password": "x",}',
        "single quotes": b"{'password': '" + PASSWORD.encode() + b"'}",
        "comment": b"{} // " + PASSWORD.encode(),
        "array": b"[]",
        "string": json.dumps(PASSWORD).encode(),
        "number": b"1",
        "null": b"null",
        "true": b"true",
        "deep": nested,
        "very deep": b"[" * 30000,
        "twice a key": b'{"password": "a", "password": "' + PASSWORD.encode() + b'"}',
        "NaN": b'{"password": NaN}',
        "Infinity": b'{"password": -Infinity}',
        "huge number": b'{"password": ' + b"9" * 5000 + b"}",
        "not UTF-8": b'{"password": "\xff\xfe' + PASSWORD.encode() + b'"}',
        "UTF-16": json.dumps(GOOD_LOGIN).encode("utf-16"),
        "byte order mark": b"\xef\xbb\xbf" + json.dumps(GOOD_LOGIN).encode(),
        "gzip": gzip.compress(json.dumps(GOOD_LOGIN).encode()),
        "NUL bytes": b"\x00" * 100,
        "lone surrogate": b'{"username": "leaky\\ud800", "password": "' + PASSWORD.encode() + b'"}',
        "too large": b'{"password": "' + PASSWORD.encode() * 4000 + b'"}',
    }.items():
        yield f"body: {name}", post("/api/auth/login", body)
    body = json.dumps(GOOD_LOGIN).encode()
    for content_type in (
        "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/json; charset=utf-16", "application/json; charset=leaky", "", "leaky",
        "application/json, text/html",
    ):  # fmt: skip
        yield f"content type: {content_type}", post("/api/auth/login", body, content_type=content_type)
    yield "content type: none", post("/api/auth/login", body, content_type=None)
    yield "length: more than there is", _cut_short(body)


def _cut_short(body: bytes) -> bytes:
    return post("/api/auth/login", body).replace(b"Content-Length: %d" % len(body), b"Content-Length: 70000")


def _members() -> Iterator[tuple[str, bytes]]:
    """A JSON object whose members are not what they should be."""
    wrong: list[Any] = [
        None,
        1,
        1.5,
        True,
        [],
        {},
        [PASSWORD],
        {"password": PASSWORD},
        "",
        "\x00",
        "\ud800",
        "x" * 5000,
    ]
    for name in GOOD_REGISTRATION:
        for value in wrong:
            body = json.dumps(GOOD_REGISTRATION | {name: value}).encode()
            yield f"register: {name} {str(value)[:20]!r}", post("/api/auth/register", body)
        missing = {key: value for key, value in GOOD_REGISTRATION.items() if key != name}
        yield f"register: no {name}", post("/api/auth/register", json.dumps(missing).encode())
    for username in ("ab", "-leaky", "le aky", "leaky\u202e", "<b>leaky</b>", "leaky\u200b", "leaky;DROP TABLE users"):
        body = json.dumps(GOOD_REGISTRATION | {"username": username}).encode()
        yield f"register: username {username!r}", post("/api/auth/register", body)
    for email in ("leaky", "leaky@", "@secret.example", "a@b@c", "leaky@secret", "leaky @secret.example"):
        body = json.dumps(GOOD_REGISTRATION | {"email": email}).encode()
        yield f"register: e-mail {email!r}", post("/api/auth/register", body)
    for value in (None, 1, [], "\ud800"):
        yield (
            f"login: password {value!r}",
            post("/api/auth/login", json.dumps(GOOD_LOGIN | {"password": value}).encode()),
        )
        yield f"refresh: {value!r}", post("/api/auth/refresh", json.dumps({"refresh_token": value}).encode())
    yield "login: unknown user", post("/api/auth/login", json.dumps(GOOD_LOGIN).encode())
    yield "refresh: unknown token", post("/api/auth/refresh", json.dumps({"refresh_token": REFRESH_TOKEN}).encode())
    yield "refresh: long token", post("/api/auth/refresh", json.dumps({"refresh_token": "x" * 9000}).encode())


def _routes() -> Iterator[tuple[str, bytes]]:
    """Paths and methods that are not there."""
    for path in (
        "/", "/leaky", "/api", "/api/auth", "/api/auth/login/", "//api/auth/login", "/api//auth/login", "/.git/config",
        f"/reset?password={PASSWORD}", "/%00", "/%ff%fe", "/..%2f..%2fetc/passwd", "/api/auth/login%0d%0aX: leaky",
        "/wp-login.php", "/" + "a/" * 500, "http://leaky.secret.example/", "/api/auth/../auth/me", "/;leaky", "/[",
    ):  # fmt: skip
        yield f"path: {path[:40]}", request("GET", path)
    for method in ("GET", "PUT", "PATCH", "DELETE", "TRACE", "BREW", "PROPFIND", "M-SEARCH", "LEAKY"):
        yield f"method: {method}", request(method, "/api/auth/login")
    for path in ("/health", "/version", "/.well-known/jwks.json", "/api/auth/me", "/api/errors", "/metrics"):
        yield f"POST {path}", post(path, json.dumps(GOOD_LOGIN).encode())


def _tokens() -> Iterator[tuple[str, bytes]]:
    """Authorization that authorizes nothing."""
    header, payload, signature = TOKEN.split(".")
    for authorization in (
        "", "Bearer", "Bearer ", "Basic bGVha3k6bGVha3k=", "leaky", TOKEN, f"bearer  {TOKEN}", f"Token {TOKEN}",
        f"Bearer {TOKEN}", f"Bearer {header}.{payload}.", f"Bearer {header}.{payload}", f"Bearer ..{signature}",
        f"Bearer {payload}.{header}.{signature}", "Bearer " + "leaky." * 1000, "Bearer \xff\xfe", "Bearer null",
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJsZWFreSJ9.", "Bearer {}", "Bearer a.b.c", "Bearer 'leaky'",
    ):  # fmt: skip
        yield f"me: {authorization[:60]!r}", request("GET", "/api/auth/me", headers={"Authorization": authorization})
    yield "me: nothing", request("GET", "/api/auth/me")
    yield "logout: nothing", request("POST", "/api/auth/logout")
    yield "logout: token", request("POST", "/api/auth/logout", headers={"Authorization": f"Bearer {TOKEN}"})
    yield "admin: nothing", request("GET", "/api/admin/errors/0af7651916cd43dd8448eb211c80319c")
    yield (
        "admin: token",
        request(
            "GET", "/api/admin/errors/0af7651916cd43dd8448eb211c80319c", headers={"Authorization": f"Bearer {TOKEN}"}
        ),
    )


def _headers() -> Iterator[tuple[str, bytes]]:
    """Headers that are odd, on a request that is refused for its token."""
    for name, value in (
        ("traceparent", "leaky"),
        ("traceparent", "00-" + "0" * 32 + "-b7ad6b7169203331-01"),
        ("traceparent", "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"),
        ("traceparent", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-leaky"),
        ("tracestate", "leaky=1"),
        ("X-Railway-Request-Id", "leaky leaky"),
        ("X-Forwarded-For", "leaky"),
        ("X-Request-Start", "leaky"),
        ("Accept", "text/html"),
        ("Accept-Encoding", "leaky"),
        ("Host", "leaky:port"),
        ("Host", "\xff\xfe"),
        ("Cookie", f"session={PASSWORD}"),
        ("User-Agent", f"<script>{PASSWORD}</script>"),
        ("Range", "bytes=leaky"),
        ("If-Match", PASSWORD),
        ("Upgrade", "h2c"),
        ("SCRIPT_NAME", "/leaky"),
        ("X-HTTP-Method-Override", "LEAKY"),
    ):
        yield f"header: {name}: {value[:40]!r}", request("GET", "/api/auth/me", headers={name: value})
