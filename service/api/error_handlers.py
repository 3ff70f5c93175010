"""The edge: where a request begins and ends, and the one place where a failure becomes visible.

Whatever goes wrong inside Flask, an exception, an `abort()`, a response >= 400 that a view just returned, becomes one
ErrorContext here; the response, the log line and everything else that is told of it are made from that.
"""

from __future__ import annotations

import errno
import json
import math
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed
from werkzeug.routing import RequestRedirect

from service.api.request_start import waited_at_proxy_s
from service.errors.classify import describe, describe_status
from service.errors.context import ErrorContext
from service.errors.kinds import ErrorCode
from service.errors.types import ServiceError
from service.limits.deadline import Deadline, bound_of, bounded_by, current_deadline
from service.limits.in_flight import InFlight
from service.telemetry import metrics
from service.telemetry.masking import safe_text
from service.telemetry.outcomes import QUIET_ENDPOINTS, begin_answer, begin_request, tell_request
from service.telemetry.trace import RequestTrace, current_trace, round_down, start_trace, tracing

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
REALM = 'Bearer realm="surelock"'
# How long these take in their parts would tell whether a user exists.
UNTIMED_ENDPOINTS = frozenset(
    {"/api/auth/register", "/api/auth/login", "/api/auth/forgot-password", "/api/auth/reset-password"}
)


# They wait for nobody else's work, so whoever looks after the service is answered when nobody else is.
UNLIMITED_ENDPOINTS = QUIET_ENDPOINTS | {"/version", "/.well-known/jwks.json", "/api/errors"}


def install(app: Flask, in_flight: InFlight, *, request_deadline_ms: int, has_trusted_proxy: bool = False) -> None:
    """Put the edge round *app*."""
    app.register_error_handler(Exception, _on_exception)
    app.before_request(_note_endpoint)
    app.before_request(lambda: _admit(in_flight))
    app.after_request(_on_response)
    app.log_exception = lambda exc_info: None  # type: ignore[method-assign]  # a failure is told once, by the edge
    app.wsgi_app = _Edge(  # type: ignore[method-assign]
        app.wsgi_app, in_flight, request_deadline_ms, has_trusted_proxy
    )


class _Edge:
    """The outermost WSGI application: opens the trace and the deadline of each request."""

    def __init__(
        self, inner: WSGIApplication, in_flight: InFlight, request_deadline_ms: int, has_trusted_proxy: bool
    ) -> None:
        self._inner = inner
        self._in_flight = in_flight
        self._request_deadline_ms = request_deadline_ms
        self._has_trusted_proxy = has_trusted_proxy

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        trace = start_trace(
            environ.get("HTTP_TRACEPARENT"),
            method=method if method in METHODS else "_OTHER",
            request_id=_request_id(environ),
        )
        deadline = self._deadline(environ)
        trace.started = deadline.began
        begin_request(trace)
        answer = _Answer(environ, start_response, trace, deadline, self._in_flight)
        answer.compute(self._inner)
        return answer

    def _deadline(self, environ: WSGIEnvironment) -> Deadline:
        """It began when the request came to the server, or even before, if a proxy that we trust says so."""
        deadline = current_deadline() or Deadline.after_ms(self._request_deadline_ms)
        header = environ.get("HTTP_X_REQUEST_START")
        if header is None or not self._has_trusted_proxy:
            return deadline
        waited_s = waited_at_proxy_s(header, time.time() - (time.monotonic() - deadline.began))
        if waited_s is None:
            metrics.count_ignored_request_start()
            return deadline
        return deadline.sooner_by(waited_s)


class _Answer:
    """One response on its way to the server, until its end, which is told by `close`.

    Nothing reaches the server before the first piece of the body is there, so until then a failure is answered as
    what it is, wherever it comes from: a teardown, a response that can't be sent, the body of a stream. After that it
    can only be told in the log, and the connection is cut, lest the client take a part for the whole.
    """

    def __init__(
        self,
        environ: WSGIEnvironment,
        start_response: StartResponse,
        trace: RequestTrace,
        deadline: Deadline,
        in_flight: InFlight,
    ) -> None:
        self._environ = environ
        self._start_response = start_response
        self._trace = trace
        self._deadline = deadline
        self._in_flight = in_flight
        self._head: tuple[str, list[tuple[str, str]]] = ("", [])
        self._is_sent = False
        self._closables: list[Any] = []
        self._body: Iterator[bytes] = iter(())

    def compute(self, inner: WSGIApplication) -> None:
        """Let *inner* handle the request."""
        with self._working():
            try:
                self._take(inner(self._environ, self._note_head))
            except Exception as exc:  # noqa: BLE001  what Flask's own handlers could not catch: a teardown, a handler
                self._fail(exc)
            finally:
                if self._trace.is_admitted:
                    self._in_flight.leave()  # what is left to do is to send it

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        with self._working():
            try:
                piece = next(self._body, None)
                self._check_head()
            except Exception as exc:  # the body of a stream, or headers that no server would send
                if self._is_sent:
                    self._trace.failure = describe(exc)
                    raise BrokenPipeError(errno.EPIPE, "the response is cut") from exc
                self._fail(exc)
                piece = next(self._body, None)
        self._send_head()
        if piece is None:
            raise StopIteration
        return piece

    def close(self) -> None:
        """The response has been sent, or the client has gone: tell how the request ended."""
        with self._working():
            for body in self._closables:
                try:
                    body.close()
                except Exception as exc:  # noqa: BLE001  the response is sent; that its end failed is told
                    self._trace.failure = self._trace.failure or describe(exc)
        failure = self._trace.failure
        status, headers = self._head
        sent_code = int(status.split(" ", 1)[0] or 500)
        # What fails after the client was told of a success is told as the failure that it is.
        status_code = failure.status_code if failure is not None and sent_code < 400 else sent_code
        tell_request(self._trace, status_code, _content_length(headers))

    @contextmanager
    def _working(self) -> Iterator[None]:
        with tracing(self._trace), bounded_by(self._deadline):
            yield

    def _take(self, body: Iterable[bytes]) -> None:
        if hasattr(body, "close"):
            self._closables.append(body)
        self._body = iter(body)

    def _fail(self, exc: Exception) -> None:
        """Answer with the failure instead of what was under way."""
        self._trace.failure = describe(exc)
        self._take(problem_response(self._trace.failure, self._trace.trace_id)(self._environ, self._note_head))

    def _note_head(
        self, status: str, headers: list[tuple[str, str]], _exc_info: Any = None, /
    ) -> Callable[[bytes], object]:
        """WSGI's start_response; the real one is called when it is certain that this will be the head."""
        self._head = (status, headers)
        return _refuse_write

    def _check_head(self) -> None:
        for name, value in self._head[1]:
            if not (_TOKEN.fullmatch(name) and _SENDABLE.fullmatch(value)):
                raise ServiceError(ErrorCode.RESPONSE_INVALID) from ValueError(f"header {name}")

    def _send_head(self) -> None:
        if self._is_sent:
            return
        if not begin_answer(self._trace):
            raise BrokenPipeError(errno.EPIPE, "the request was told as cut")
        status, headers = self._head
        traced = [*headers, ("X-Trace-Id", self._trace.trace_id), ("traceparent", self._trace.traceparent)]
        if self._trace.endpoint not in UNTIMED_ENDPOINTS:
            traced.append(("Server-Timing", server_timing(self._trace)))
        self._is_sent = True
        self._start_response(status, traced)


# RFC 9110, sections 5.1 and 5.5: what may stand in a header's name and in its value.
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_SENDABLE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")


def _refuse_write(_data: bytes) -> object:
    raise RuntimeError("the body is what the application returns")


def _content_length(headers: list[tuple[str, str]]) -> int | None:
    lengths = (value for name, value in headers if name.lower() == "content-length")
    return next((int(value) for value in lengths if value.isdecimal()), None)


def server_timing(trace: RequestTrace) -> str:
    """What the request waited for until now, under the names of its log line (W3C Server Timing)."""
    waits = trace.waits
    timed = {name: getattr(waits, name) for name in _TIMED} | {"duration_ms": trace.duration_ms}
    durations = [f"{name};dur={round_down(ms)}" for name, ms in timed.items()]
    counts = [f'{name};desc="{getattr(waits, name)}"' for name in ("lock_attempts", "db_queries")]
    return ", ".join(durations + counts)


_TIMED = ("lock_wait_ms", "lock_hold_ms", "pool_wait_ms", "db_ms", "hash_wait_ms", "hash_ms", "sign_ms")


def _request_id(environ: WSGIEnvironment) -> str | None:
    """The platform's own id of the request, if it is one and not something secret in its place."""
    text = environ.get("HTTP_X_RAILWAY_REQUEST_ID", "")
    is_id = re.fullmatch(r"[A-Za-z0-9_.:-]{1,128}", text, re.ASCII) and safe_text(text, len(text)) == text
    return text if is_id else None


def _note_endpoint() -> None:
    trace = current_trace()
    if trace is not None and request.url_rule is not None:
        trace.endpoint = request.url_rule.rule


def _admit(in_flight: InFlight) -> None:
    """Raises: DeadlineExceeded (deadline_in_queue), Overloaded (in_flight_limit)."""
    trace = current_trace()
    if trace is None or trace.endpoint in UNLIMITED_ENDPOINTS:
        return
    bound_of(math.inf, ErrorCode.DEADLINE_IN_QUEUE)
    in_flight.enter()
    trace.is_admitted = True


def _on_exception(exc: Exception) -> Response | HTTPException:
    """Flask's handler for everything. Inside `after_request` it comes wrapped; what is inside is what counts."""
    if isinstance(exc, RequestRedirect):
        return exc
    if isinstance(exc, InternalServerError) and isinstance(exc.original_exception, Exception):
        exc = exc.original_exception
    if isinstance(exc, HTTPException) and exc.response is not None and exc.response.status_code < 400:
        return exc
    failure = describe(exc)
    if isinstance(exc, MethodNotAllowed):
        _note_endpoint_of(exc)
    return _failed(failure, allow=exc.valid_methods if isinstance(exc, MethodNotAllowed) else None)


def _note_endpoint_of(exc: MethodNotAllowed) -> None:
    """A wrong method still is for a known route, which routing does not tell by itself."""
    adapter, trace = current_app.create_url_adapter(request), current_trace()
    if adapter is not None and trace is not None and exc.valid_methods:
        with suppress(HTTPException, RequestRedirect):
            rule, _values = adapter.match(method=next(iter(exc.valid_methods)), return_rule=True)
            trace.endpoint = rule.rule


def _on_response(response: Response) -> Response:
    trace = current_trace()
    if response.status_code >= 400 and trace is not None and trace.failure is None:
        return _failed(describe_status(response.status_code))
    if response.status_code == 204:
        del response.headers["Content-Type"]  # Flask's is HTML, and there is no content
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _failed(failure: ErrorContext, allow: Iterable[str] | None = None) -> Response:
    trace = current_trace()
    if trace is None:
        raise RuntimeError("a failure outside a request has no response")
    trace.failure = failure
    response = problem_response(failure, trace.trace_id)
    if failure.status_code == 405 and allow is None and request.url_rule is not None:
        allow = request.url_rule.methods
    if allow is not None:
        response.headers["Allow"] = ", ".join(sorted(allow))
    return response


def problem_response(failure: ErrorContext, trace_id: str, **members: Any) -> Response:
    """The failure as problem details (RFC 9457), with *members* in addition."""
    body = {
        "type": f"urn:surelock:error:{failure.error_kind.value}",
        "title": failure.title,
        "status": failure.status_code,
        "detail": failure.message,
        "error_kind": failure.error_kind.value,
        "error_code": failure.error_code,
        "trace_id": trace_id,
        "retryable": failure.retryable,
    } | members
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    if failure.retry_after_s is not None:
        body["retry_after_s"] = failure.retry_after_s
        headers["Retry-After"] = str(failure.retry_after_s)
    if failure.status_code == 401:
        headers["WWW-Authenticate"] = REALM if failure.code in _NO_TOKEN else f'{REALM}, error="invalid_token"'
    return Response(
        json.dumps(body) + "\n", status=failure.status_code, content_type="application/problem+json", headers=headers
    )


# RFC 6750, section 3.1: a client that sent no token is not told an error about it.
_NO_TOKEN = frozenset({ErrorCode.TOKEN_MISSING, ErrorCode.CREDENTIALS_INVALID})
