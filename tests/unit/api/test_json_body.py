"""Reading a request's body: each refusal has its own code."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from flask import Flask, Response, jsonify
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder

from service.api import error_handlers
from service.api.json_body import DEPTH_MAX, read_json_object, text_member
from service.limits.in_flight import InFlight
from tests.unit.api.wsgi import Answer, call, serve

LIMIT = 1024
JSON = "application/json"


def make_app(limit: int = LIMIT) -> Flask:
    app = Flask("body")
    app.config["MAX_BODY_BYTES"] = limit
    error_handlers.install(app, InFlight(12), request_deadline_ms=6000)

    @app.post("/echo")
    def echo() -> Response:
        return jsonify(read_json_object())

    @app.post("/optional")
    def optional() -> Response:
        return jsonify(read_json_object(optional=True))

    @app.post("/name")
    def name() -> Response:
        return jsonify(text_member(read_json_object(), "name"))

    return app


APP = make_app()
ROOMY = make_app(10_000_000)


def post(body: bytes | str, app: Flask = APP, path: str = "/echo", content_type: str | None = JSON) -> Answer:
    data = body.encode() if isinstance(body, str) else body
    return call(app.wsgi_app, path, "POST", data=data, content_type=content_type)


def refusal(answer: Answer) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json["status"] == answer.status_code
    return answer.status_code, answer.json["error_code"]


def nested(depth: int, innermost: str = "1") -> str:
    """*depth* objects in one another."""
    return '{"a":' * depth + innermost + "}" * depth


@pytest.mark.parametrize(
    "body",
    ["{}", '{"a": 1}', ' \n{"a": "ü🔑", "b": [null, true, 1.5, {}]}\t', '{"": ""}', '{"a": "\\ud83d\\udd11"}',
     '{"a": {"x": 1}, "b": {"x": 1}}', '{"a": -0, "b": 1e300}'],
)  # fmt: skip
def test_one_json_object_is_read(body: str) -> None:
    """What is JSON by RFC 8259 and stays within the bounds."""
    answer = post(body)
    assert (answer.status_code, answer.json) == (200, json.loads(body))


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        'APPLICATION/JSON; charset="utf-8"',
    ],
)
def test_the_content_type_may_name_the_charset_that_json_has(content_type: str) -> None:
    """Clients do, though RFC 8259 leaves no other."""
    assert post('{"a": 1}', content_type=content_type).status_code == 200


@pytest.mark.parametrize(
    "content_type",
    [None, "", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json",
     "application/json; charset=latin-1", "application/json; charset=utf-16", "application/problem+json", "*/*"],
)  # fmt: skip
def test_another_content_type_or_none_is_415(content_type: str | None) -> None:
    """A form of another site can send text/plain without asking first; it must not be read as JSON."""
    assert refusal(post('{"a": 1}', content_type=content_type)) == (415, "content_type_unsupported")


SURROGATE = "body_text_invalid"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "body_missing"),
        (b'{"a": "\xff"}', "body_not_utf8"),
        (b'{"a": "\xed\xa0\x80"}', "body_not_utf8"),
        (b'{"a": "\xc0\xaf"}', "body_not_utf8"),
        ('{"a": 1}'.encode("utf-16"), "body_not_utf8"),
        (b"\xef\xbb\xbf{}", "body_not_json"),
        (b"{", "body_not_json"),
        (b"{}{}", "body_not_json"),
        (b"{'a': 1}", "body_not_json"),
        (b'{"a": 1,}', "body_not_json"),
        (b'{"a": 01}', "body_not_json"),
        (b'{"a": "\n"}', "body_not_json"),
        (b'{"a": "\\x"}', "body_not_json"),
        (b"   ", "body_not_json"),
        (b"\0", "body_not_json"),
        (b"a=1&b=2", "body_not_json"),
        (b"[]", "body_not_object"),
        (b"[{}]", "body_not_object"),
        (b"null", "body_not_object"),
        (b"1", "body_not_object"),
        (b'"text"', "body_not_object"),
        (b'{"a": 1, "a": 2}', "body_duplicate_key"),
        (b'{"a": 1, "\\u0061": 1}', "body_duplicate_key"),
        (b'{"a": [{"b": {"c": 1, "c": 2}}]}', "body_duplicate_key"),
        (b'{"a": NaN}', "body_number_invalid"),
        (b'{"a": Infinity}', "body_number_invalid"),
        (b'{"a": [-Infinity]}', "body_number_invalid"),
        (b'{"a": "\\ud800"}', SURROGATE),
        (b'{"a": "\\udc00\\ud800"}', SURROGATE),
        (b'{"a": ["x", {"b": "y\\ud800"}]}', SURROGATE),
        (b'{"\\udfff": 1}', SURROGATE),
        (b'{"a": {"\\ud800": {}}}', SURROGATE),
    ],
    ids=ascii,
)
def test_what_is_not_exactly_one_json_object_is_a_400_with_its_own_code(body: bytes, code: str) -> None:
    """Parsers that disagree about such bodies are how checks are got round; a client's developer sees why."""
    assert refusal(post(body)) == (400, code)


@pytest.mark.parametrize("depth", [2, DEPTH_MAX - 1, DEPTH_MAX])
@pytest.mark.parametrize("innermost", ["{}", "1", '"x"', "[]"])
def test_a_body_may_be_nested_32_levels_deep(depth: int, innermost: str) -> None:
    """The message says "nested deeper than 32 levels": 32 objects in one another are not, whatever is in the last."""
    containers = depth - 1 if innermost in ("{}", "[]") else depth
    assert post(nested(containers, innermost)).status_code == 200


@pytest.mark.parametrize("depth", [DEPTH_MAX + 1, DEPTH_MAX + 2, 500, 1_100, 100_000])
@pytest.mark.parametrize("opening", ['{"a":', "[", '[{"a":'])
def test_a_body_nested_deeper_is_refused_however_deep(depth: int, opening: str) -> None:
    """Neither the parser's recursion limit nor ours may become a 500."""
    closing = "".join({"{": "}", "[": "]"}[char] for char in reversed(opening) if char in "{[")
    body = '{"r":' + opening * depth + "1" + closing * depth + "}"
    assert refusal(post(body, ROOMY)) == (400, "body_too_deep")


def test_a_deep_body_that_never_closes_is_refused() -> None:
    """The depth is reached before the mistake."""
    status, code = refusal(post("[" * 100_000, ROOMY))
    assert status == 400
    assert code in ("body_too_deep", "body_not_json")


@pytest.mark.parametrize("digits", [4301, 100_000])
@pytest.mark.parametrize("sign", ["", "-"])
def test_a_number_of_thousands_of_digits_is_refused(digits: int, sign: str) -> None:
    """Converting it takes time that grows with its square."""
    assert refusal(post('{"a": ' + sign + "9" * digits + "}", ROOMY)) == (400, "body_number_invalid")


def test_a_body_at_the_limit_is_read_and_one_byte_more_is_413() -> None:
    """MAX_BODY_BYTES is exact."""
    at_limit = '{"a": "' + "x" * (LIMIT - 9) + '"}'
    assert len(at_limit) == LIMIT
    assert post(at_limit).status_code == 200
    assert refusal(post(at_limit + " ")) == (413, "body_too_large")


class Counted(io.BytesIO):
    """A body that tells how much of it was read."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data


def environ_of(body: io.BytesIO, length: str | None, **more: Any) -> dict[str, Any]:
    environ = EnvironBuilder("/echo", method="POST", content_type=JSON).get_environ()
    environ["wsgi.input"] = body
    environ.pop("CONTENT_LENGTH", None)
    if length is not None:
        environ["CONTENT_LENGTH"] = length
    return environ | more


def test_a_body_that_announces_too_much_is_refused_unread() -> None:
    """A gigabyte is not received only to be thrown away."""
    body = Counted(b"x" * 10_000)
    assert refusal(serve(APP.wsgi_app, environ_of(body, "10000"))) == (413, "body_too_large")
    assert body.taken == 0


@pytest.mark.parametrize("size", [LIMIT + 1, 1_000_000])
def test_a_chunked_body_is_read_no_further_than_the_limit(size: int) -> None:
    """It announces nothing, so it is the bytes that are counted."""
    body = Counted(b"x" * size)
    chunked = environ_of(body, None, HTTP_TRANSFER_ENCODING="chunked", **{"wsgi.input_terminated": True})
    assert refusal(serve(APP.wsgi_app, chunked)) == (413, "body_too_large")
    assert body.taken <= LIMIT + 1


def test_a_chunked_body_within_the_limit_is_read() -> None:
    """Proxies may pass any body on in chunks."""
    chunked = environ_of(io.BytesIO(b'{"a": 1}'), None, HTTP_TRANSFER_ENCODING="chunked")
    assert serve(APP.wsgi_app, chunked).json == {"a": 1}


@pytest.mark.parametrize("length", ["9", "100"])
def test_a_body_shorter_than_announced_is_refused_even_if_it_is_json(length: str) -> None:
    """A connection that broke off must not be taken for what the client meant to say."""
    assert refusal(serve(APP.wsgi_app, environ_of(io.BytesIO(b'{"a": 1}'), length))) == (400, "body_incomplete")


def test_no_more_is_read_than_was_announced() -> None:
    """What follows on the connection is the next request."""
    body = Counted(b'{"a": 1}GET / HTTP/1.1')
    assert serve(APP.wsgi_app, environ_of(body, "8")).json == {"a": 1}
    assert body.taken == 8


def test_a_connection_that_breaks_is_the_clients_failure() -> None:
    """The server raises OSError from the stream; as a 500 every lost mobile connection would be an alarm."""

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise ConnectionResetError

    assert refusal(serve(APP.wsgi_app, environ_of(Broken(), "8"))) == (400, "body_malformed")


@pytest.mark.parametrize("content_type", [None, JSON, "text/plain"])
def test_a_body_that_is_optional_may_be_missing(content_type: str | None) -> None:
    """A logout needs none; what is sent is checked like any other."""
    assert post(b"", path="/optional", content_type=content_type).json == {}
    assert refusal(post(b"[]", path="/optional")) == (400, "body_not_object")
    assert refusal(post(b"{}", path="/optional", content_type="text/plain")) == (415, "content_type_unsupported")


@pytest.mark.parametrize(
    ("body", "code"),
    [("{}", "field_missing"), ('{"name": null}', "field_missing"), ('{"name": 1}', "field_wrong_type"),
     ('{"name": ["bob"]}', "field_wrong_type"), ('{"name": {"$ne": ""}}', "field_wrong_type"),
     ('{"name": true}', "field_wrong_type")],
)  # fmt: skip
def test_a_member_that_must_be_a_text_is_one(body: str, code: str) -> None:
    """A number or an object where a password should be reaches no comparison."""
    assert refusal(post(body, path="/name")) == (400, code)


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: json.dumps({"a": text}).encode()))
def test_no_body_is_a_server_error(body: bytes) -> None:
    """Whatever is sent, it is read or it is the client's failure."""
    answer = post(body)
    assert answer.status_code in (200, 400)
    assert answer.status_code == 200 or answer.json["error_kind"] == "validation_error"
