"""The edge: whatever goes wrong behind it is one response, one line, one name."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, Response, abort, request
from psycopg import errors as pg
from werkzeug.exceptions import Unauthorized

from service.api import error_handlers
from service.errors.kinds import ErrorCode
from service.errors.types import AuthFailed, DeadlineExceeded, Overloaded, ServiceError, StorageLockTimeout
from service.limits.deadline import current_deadline
from service.limits.in_flight import InFlight
from service.telemetry.outcomes import tell_cut_requests
from service.telemetry.trace import current_trace, current_waits, note_user
from tests.support.lines import Event, LogLines
from tests.unit.api.wsgi import Answer, call

SECRET = "hunter2-in-the-text"
TRACE_ID = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture
def app() -> Flask:
    made = Flask("edge", static_folder=None)
    made.logger.handlers.clear()
    error_handlers.install(made, InFlight(12), request_deadline_ms=6000)

    @made.get("/fine")
    def fine() -> str:
        note_user("id-1")
        return "fine"

    @made.post("/users/<user_id>/things")
    def things(user_id: str) -> str:
        return user_id

    @made.get("/folder/")
    def folder() -> str:
        return "folder"

    @made.get("/health")
    def health() -> str:
        return "ok"

    return made


def failing(app: Flask, failure: object) -> Answer:
    """The answer of a view that raises *failure*, or calls or returns it."""

    @app.get("/users/<user_id>/failing")
    def fail(user_id: str) -> Any:
        if isinstance(failure, BaseException):
            raise failure
        return failure() if callable(failure) and not isinstance(failure, Response) else failure

    return call(app.wsgi_app, "/users/id-4711/failing")


def checked_failure(answer: Answer, lines: LogLines, status: int, kind: str, code: str | None = None) -> Event:
    """What holds for each failure; returns its line."""
    body = answer.json
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.status_code, body["status"], body["error_kind"]) == (status, status, kind)
    assert code in (None, body["error_code"])
    assert body["type"] == f"urn:surelock:error:{kind}"
    assert body["trace_id"] == answer.headers["X-Trace-Id"]
    assert answer.headers.getlist("X-Trace-Id") == [body["trace_id"]]
    assert body["trace_id"] in answer.headers["traceparent"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert SECRET not in answer.body.decode() + str(answer.headers)
    assert ("retry_after_s" in body) is ("Retry-After" in answer.headers)
    assert str(body.get("retry_after_s", "")) == answer.headers.get("Retry-After", "")
    line = lines.only("request")
    assert lines.failures() == [line]
    told = {name: line[name] for name in ("trace_id", "error_kind", "error_code", "retryable", "status_code")}
    assert told == {name: body[name] for name in told if name != "status_code"} | {"status_code": status}
    assert line["level"] == ("error" if status >= 500 else "warn")
    return line


FAILURES: list[tuple[str, object, int, str, str | None]] = [
    ("exception", ValueError(SECRET), 500, "internal_error", "unclassified"),
    ("database", pg.UndefinedTable(SECRET), 500, "database_error", None),
    ("lock", StorageLockTimeout("user.look", "user.keep", 2000.0), 503, "storage_lock_timeout", None),
    ("deadline", DeadlineExceeded(ErrorCode.DEADLINE_IN_POOL), 504, "deadline_exceeded", "deadline_in_pool"),
    ("own", AuthFailed(ErrorCode.ACCOUNT_BANNED), 403, "auth_error", "account_banned"),
    ("conflict", ServiceError(ErrorCode.USERNAME_TAKEN), 409, "conflict", "username_taken"),
    ("abort 400", lambda: abort(400, SECRET), 400, "validation_error", None),
    ("abort 401", lambda: abort(401, SECRET), 401, "auth_error", None),
    ("abort 404", lambda: abort(404, SECRET), 404, "not_found", None),
    ("abort 405", lambda: abort(405, SECRET), 405, "method_not_allowed", None),
    ("abort 418", lambda: abort(418, SECRET), 400, "validation_error", None),
    ("abort 429", lambda: abort(429, SECRET), 429, "rate_limit_exceeded", None),
    ("abort 500", lambda: abort(500, SECRET), 500, "internal_error", None),
    ("abort 503", lambda: abort(503, SECRET), 503, "overloaded", None),
    ("abort response 409", lambda: abort(Response(SECRET, 409)), 409, "conflict", None),
    ("abort response 404", lambda: abort(Response(SECRET, 404)), 404, "not_found", None),
    ("abort response 503", lambda: abort(Response(SECRET, 503)), 503, "overloaded", None),
    ("returned 409", (SECRET, 409), 409, "conflict", None),
    ("returned 418", (SECRET, 418), 400, "validation_error", None),
    ("returned 500", (SECRET, 500), 500, "internal_error", "unclassified"),
    ("returned 502", (SECRET, 502), 500, "internal_error", "unclassified"),
    ("returned 503", (SECRET, 503), 503, "overloaded", None),
    ("returned exception", Unauthorized(SECRET), 401, "auth_error", None),
    ("nothing returned", lambda: None, 500, "internal_error", "unclassified"),
]


@pytest.mark.parametrize(("failure", "status", "kind", "code"), [row[1:] for row in FAILURES],
                         ids=[row[0] for row in FAILURES])  # fmt: skip
def test_whatever_a_view_does_to_fail_is_told_once_and_the_same_everywhere(
    app: Flask, log_lines: LogLines, failure: object, status: int, kind: str, code: str | None
) -> None:
    """Response, header and line agree, and no text of an exception reaches the client."""
    line = checked_failure(failing(app, failure), log_lines, status, kind, code)
    assert (line["endpoint"], line["method"]) == ("/users/<user_id>/failing", "GET")


def test_an_unknown_path_is_unmatched(app: Flask, log_lines: LogLines) -> None:
    """Scanners' paths must not become labels, nor stand in the log."""
    line = checked_failure(call(app.wsgi_app, f"/{SECRET}?q={SECRET}"), log_lines, 404, "not_found", "route_not_found")
    assert line["endpoint"] == "unmatched"
    assert SECRET not in "".join(log_lines.lines)


def test_a_wrong_method_says_which_are_right_and_for_which_route(app: Flask, log_lines: LogLines) -> None:
    """RFC 9110 asks for Allow; the endpoint is known, only the method is not."""
    answer = call(app.wsgi_app, "/users/id-1/things")
    line = checked_failure(answer, log_lines, 405, "method_not_allowed")
    assert set(answer.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}
    assert line["endpoint"] == "/users/<user_id>/things"


@pytest.mark.parametrize("how", [lambda: abort(405), ("", 405)], ids=["abort", "returned"])
def test_every_405_says_which_methods_are_right(app: Flask, how: object) -> None:
    """Also the one of a view: RFC 9110 requires the header with the status."""
    assert "GET" in failing(app, how).headers.get("Allow", "")


@pytest.mark.parametrize("path", ["/folder", "//fine", "/folder//", "//folder/", "/users//things", "//users/x/things/"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_a_slash_too_many_or_too_few_is_the_clients_failure_or_a_redirect(
    app: Flask, log_lines: LogLines, path: str, method: str
) -> None:
    """Looking up the route of a wrong method must not fall over the redirect that a right one would get."""
    answer = call(app.wsgi_app, path, method)
    assert answer.status_code in (308, 404, 405)
    assert [line["event"] for line in log_lines.events()] == ["request"]
    assert log_lines.only("request")["status_code"] == answer.status_code


@pytest.mark.parametrize("method", ["BREW", "TRACE", "PROPFIND", "X" * 100, "G\u00c4T"])
def test_an_unknown_method_is_other(app: Flask, log_lines: LogLines, method: str) -> None:
    """Methods are labels of a metric: a closed set."""
    line = checked_failure(call(app.wsgi_app, "/fine", method), log_lines, 405, "method_not_allowed")
    assert line["method"] == "_OTHER"


def test_a_redirect_to_the_slash_is_no_failure(app: Flask, log_lines: LogLines) -> None:
    """The client is sent on; nothing went wrong."""
    answer = call(app.wsgi_app, "/folder")
    assert (answer.status_code, answer.headers["Location"]) == (308, "http://localhost/folder/")
    assert log_lines.failures() == []
    assert log_lines.only("request")["status_code"] == 308


@pytest.mark.parametrize("status", [200, 204, 302, 304])
def test_aborting_with_a_response_below_400_is_no_failure(app: Flask, log_lines: LogLines, status: int) -> None:
    """`abort` is also a way to leave early with a good answer."""
    answer = failing(app, lambda: abort(Response("", status)))
    assert answer.status_code == status
    assert log_lines.failures() == []
    assert log_lines.only("request")["level"] == "info"


def test_a_failing_after_request_is_the_failure_that_it_is(app: Flask, log_lines: LogLines) -> None:
    """Flask hides it in an InternalServerError; its own type must decide."""

    @app.after_request
    def fail(_response: Response) -> Response:
        raise Overloaded(ErrorCode.HASH_QUEUE_FULL)

    checked_failure(call(app.wsgi_app, "/fine"), log_lines, 503, "overloaded", "hash_queue_full")


def test_a_failing_before_request_is_told_with_its_route(app: Flask, log_lines: LogLines) -> None:
    """Routing was done by then."""

    @app.before_request
    def fail() -> None:
        raise ValueError(SECRET)

    line = checked_failure(call(app.wsgi_app, "/fine"), log_lines, 500, "internal_error")
    assert line["endpoint"] == "/fine"


def test_a_failing_teardown_is_told_to_the_client_too(app: Flask, log_lines: LogLines) -> None:
    """It escapes every handler of Flask's, when the good answer has been begun but not yet sent."""

    @app.teardown_request
    def fail(_exc: BaseException | None) -> None:
        raise ValueError(SECRET)

    line = checked_failure(call(app.wsgi_app, "/fine"), log_lines, 500, "internal_error", "unclassified")
    assert line["endpoint"] == "/fine"


def test_a_failing_teardown_after_a_failed_view_is_one_failure(app: Flask, log_lines: LogLines) -> None:
    """Two things went wrong in one request; it failed once."""

    @app.teardown_request
    def fail(_exc: BaseException | None) -> None:
        raise ValueError(SECRET)

    answer = failing(app, ServiceError(ErrorCode.USERNAME_TAKEN))
    assert answer.status_code in (409, 500)
    assert len(log_lines.failures()) == len(log_lines.events("request")) == 1


def test_an_application_below_that_fails_is_still_answered(log_lines: LogLines) -> None:
    """A middleware between Flask and the edge is behind the edge, too."""
    app = Flask("edge", static_folder=None)

    def broken(_environ: object, _start_response: object) -> Any:
        raise MemoryError(SECRET)

    app.wsgi_app = broken  # type: ignore[method-assign, assignment]
    error_handlers.install(app, InFlight(12), request_deadline_ms=6000)
    checked_failure(call(app.wsgi_app, "/x"), log_lines, 500, "internal_error", "out_of_memory")


@pytest.mark.parametrize(("path", "status"), [("/fine", 200), ("/nowhere", 404)])
def test_head_has_headers_a_line_and_no_body(app: Flask, log_lines: LogLines, path: str, status: int) -> None:
    """A body after HEAD would be read as the next response on the connection."""
    answer = call(app.wsgi_app, path, "HEAD")
    assert (answer.status_code, answer.body) == (status, b"")
    line = log_lines.only("request")
    assert (line["method"], line["status_code"]) == ("HEAD", status)
    assert answer.headers["X-Trace-Id"] == line["trace_id"]


def test_a_success_is_one_line_without_a_word_of_failure(app: Flask, log_lines: LogLines) -> None:
    """At rest the service writes one line per request."""
    answer = call(app.wsgi_app, f"/fine?password={SECRET}", headers={"traceparent": f"00-{TRACE_ID}-{'b' * 16}-01"})
    (line,) = log_lines.events()
    assert (line["endpoint"], line["status_code"], line["level"], line["user_id"]) == ("/fine", 200, "info", "id-1")
    assert line["trace_id"] == answer.headers["X-Trace-Id"] == TRACE_ID
    assert line["parent_span_id"] == "b" * 16
    assert answer.headers["traceparent"] == f"00-{TRACE_ID}-{line['span_id']}-01"
    assert line["response_bytes"] == len(b"fine")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_successful_health_check_is_debug(app: Flask, log_lines: LogLines) -> None:
    """Rule 6: the platform asks every few seconds."""
    call(app.wsgi_app, "/health")
    assert log_lines.only("request")["level"] == "debug"


@pytest.mark.parametrize(
    ("failure", "says_invalid"),
    [(AuthFailed(ErrorCode.TOKEN_MISSING), False), (AuthFailed(ErrorCode.TOKEN_EXPIRED), True),
     (AuthFailed(ErrorCode.TOKEN_INVALID), True), (AuthFailed(ErrorCode.CREDENTIALS_INVALID), False)],
)  # fmt: skip
def test_every_401_says_how_to_authenticate(app: Flask, failure: AuthFailed, says_invalid: bool) -> None:
    """RFC 6750: a client that sent no token is not told an error about it."""
    challenge = failing(app, failure).headers["WWW-Authenticate"]
    assert challenge.startswith("Bearer ")
    assert ('error="invalid_token"' in challenge) is says_invalid


def test_only_a_401_has_a_challenge(app: Flask) -> None:
    """After a 403 logging in again changes nothing."""
    assert "WWW-Authenticate" not in failing(app, AuthFailed(ErrorCode.ACCOUNT_BANNED)).headers


@pytest.mark.parametrize("failure", [Overloaded(ErrorCode.HASH_QUEUE_FULL), pg.QueryCanceled(), pg.AdminShutdown(),
                                     ServiceError(ErrorCode.TOO_MANY_REQUESTS, retry_after_s=30)],
                         ids=lambda failure: type(failure).__name__)  # fmt: skip
def test_a_retryable_refusal_says_when(app: Flask, failure: Exception) -> None:
    """Otherwise everybody comes back at once."""
    answer = failing(app, failure)
    assert answer.json["retryable"] is True
    assert int(answer.headers["Retry-After"]) >= 1


def test_what_is_not_retryable_says_no_time(app: Flask) -> None:
    """Sending it again might do it twice."""
    answer = failing(app, pg.StatementCompletionUnknown())
    assert (answer.status_code, answer.json["retryable"]) == (503, False)
    assert "Retry-After" not in answer.headers


@pytest.mark.parametrize(
    "name",
    ["X-Railway-Request-Id", "traceparent", "X-Trace-Id", "User-Agent", "Host", "Content-Length", "Authorization"],
)
@pytest.mark.parametrize("value", ["", "a b", "{}", "x" * 5000, "<script>", "-1", "\u00fc\u00e9", "%s%n"])
def test_no_header_makes_an_invalid_line(app: Flask, log_lines: LogLines, name: str, value: str) -> None:
    """Headers are the client's to write, the line is ours."""
    answer = call(app.wsgi_app, "/fine", headers={name: value})
    assert answer.status_code in (200, 400)
    assert log_lines.only("request")["trace_id"] == answer.headers["X-Trace-Id"]


def test_the_platforms_request_id_is_in_the_line(app: Flask, log_lines: LogLines) -> None:
    """It is what the platform's support asks for."""
    call(app.wsgi_app, "/fine", headers={"X-Railway-Request-Id": "Abc_1.2:3-x"})
    assert log_lines.only("request")["request_id"] == "Abc_1.2:3-x"


def test_a_request_has_a_deadline_and_a_trace_and_leaves_neither_behind(app: Flask) -> None:
    """The next request of this thread must not inherit a deadline that has passed."""
    seen: list[Any] = []

    @app.get("/look")
    def look() -> str:
        deadline = current_deadline()
        seen.append((deadline.remaining_s() if deadline else None, current_trace()))
        return request.path

    call(app.wsgi_app, "/look")
    ((left_s, trace),) = seen
    assert 0 < left_s <= 6.0
    assert trace is not None
    assert current_deadline() is None
    assert current_trace() is None


def test_flasks_own_lines_hold_no_failure(app: Flask, log_lines: LogLines) -> None:
    """Flask may log what it likes; failures are counted by lines with error_kind."""
    app.logger.setLevel(logging.DEBUG)
    failing(app, ValueError(SECRET))
    assert [json.loads(line)["event"] for line in log_lines.lines if "error_kind" in line] == ["request"]


def streaming(app: Flask, pieces: Callable[[], Iterator[str]]) -> None:
    @app.get("/stream")
    def stream() -> Response:
        return Response(pieces(), mimetype="text/plain")


def test_a_stream_that_fails_before_its_first_piece_is_answered_as_what_it_is(app: Flask, log_lines: LogLines) -> None:
    """Nothing has been promised to the client by then."""

    def pieces() -> Iterator[str]:
        yield from refused()

    def refused() -> list[str]:
        raise Overloaded(ErrorCode.HASH_QUEUE_FULL)

    streaming(app, pieces)
    checked_failure(call(app.wsgi_app, "/stream"), log_lines, 503, "overloaded", "hash_queue_full")


@pytest.mark.parametrize(
    ("failure", "status", "kind"),
    [(ValueError(SECRET), 500, "internal_error"), (pg.AdminShutdown(), 503, "database_unavailable")],
)
def test_a_stream_that_fails_later_is_cut_and_told(
    app: Flask, log_lines: LogLines, failure: Exception, status: int, kind: str
) -> None:
    """A part must not pass for the whole, and the log must not say 200 of it."""

    def pieces() -> Iterator[str]:
        yield "the first half"
        raise failure

    streaming(app, pieces)
    with pytest.raises(BrokenPipeError):
        call(app.wsgi_app, "/stream")
    line = log_lines.only("request")
    assert (line["status_code"], line["error_kind"]) == (status, kind)
    assert (line["endpoint"], line["level"]) == ("/stream", "error")


def test_a_request_that_was_told_as_cut_is_not_answered(app: Flask, log_lines: LogLines) -> None:
    """One end was told of it; a client that got another could never find it in the log."""

    @app.get("/slow")
    def slow() -> str:
        assert tell_cut_requests("the end") == 1
        return "too late"

    with pytest.raises(BrokenPipeError):
        call(app.wsgi_app, "/slow")
    assert [event["error_code"] for event in log_lines.events()] == ["request_cut"]


def test_the_waits_of_a_stream_are_bounded_and_traced_like_the_others(app: Flask) -> None:
    """A stream that queries while it is sent must not wait without end."""
    seen: list[Any] = []

    def pieces() -> Iterator[str]:
        seen.append((current_deadline(), current_trace()))
        yield "a"

    streaming(app, pieces)
    answer = call(app.wsgi_app, "/stream")
    ((deadline, trace),) = seen
    assert deadline is not None
    assert trace.trace_id == answer.headers["X-Trace-Id"]


def test_a_response_whose_end_fails_is_told(app: Flask, log_lines: LogLines) -> None:
    """What is called when a response is closed runs after everything else that could tell of it."""

    @app.get("/closing")
    def closing() -> Response:
        response = Response("fine")
        response.call_on_close(lambda: 1 / 0)
        return response

    assert call(app.wsgi_app, "/closing").body == b"fine"
    line = log_lines.only("request")
    assert (line["status_code"], line["error_kind"]) == (500, "internal_error")
    assert line["exception_type"] == "ZeroDivisionError"


@pytest.mark.parametrize("value", ["a\x00b", "\u20ac", "a\x7f"])
def test_a_header_that_no_server_would_send_is_our_failure(app: Flask, log_lines: LogLines, value: str) -> None:
    """The server would find out when it is too late to answer."""

    @app.get("/header")
    def header() -> Response:
        return Response("fine", headers={"X-Thing": value})

    checked_failure(call(app.wsgi_app, "/header"), log_lines, 500, "internal_error", "response_invalid")


def test_the_waits_are_in_server_timing_under_their_names_in_the_log(app: Flask, log_lines: LogLines) -> None:
    """Whoever looks into a browser sees what the operator sees."""

    @app.get("/waiting")
    def waiting() -> str:
        current_waits().add("db", time.monotonic() - 0.25)
        return "done"

    timing = call(app.wsgi_app, "/waiting").headers["Server-Timing"]
    metrics = dict(entry.split(";", 1) for entry in timing.split(", "))
    assert set(metrics) == {
        "lock_wait_ms", "lock_hold_ms", "lock_attempts", "pool_wait_ms", "db_ms", "db_queries",
        "hash_wait_ms", "hash_ms", "sign_ms", "duration_ms",
    }  # fmt: skip
    assert float(metrics["db_ms"].removeprefix("dur=")) == log_lines.only("request")["db_ms"] >= 250


@pytest.mark.parametrize("path", ["/api/auth/login", "/api/auth/register"])
def test_server_timing_is_silent_where_it_would_tell_whether_a_user_exists(app: Flask, path: str) -> None:
    """An unknown name costs other queries than a known one."""
    app.post(path)(lambda: "fine")
    assert "Server-Timing" not in call(app.wsgi_app, path, "POST").headers
    assert "Server-Timing" not in call(app.wsgi_app, path, "GET").headers
