"""The edge: where a request begins and ends, and the one place where a failure becomes visible.

Whatever goes wrong inside Flask, an exception, an `abort()`, a response >= 400 that a view just returned, becomes one
ErrorContext here; the response, the log line and everything else that is told of it are made from that.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed
from werkzeug.routing import RequestRedirect
from werkzeug.wsgi import ClosingIterator

from service.errors.classify import describe, describe_status
from service.errors.context import ErrorContext
from service.errors.kinds import ErrorCode
from service.limits.deadline import Deadline, bounded_by
from service.telemetry.masking import safe_text
from service.telemetry.outcomes import begin_request, tell_request
from service.telemetry.trace import RequestTrace, current_trace, start_trace, tracing

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
REALM = 'Bearer realm="surelock"'


def install(app: Flask, request_deadline_ms: int) -> None:
    """Put the edge round *app*."""
    app.register_error_handler(Exception, _on_exception)
    app.before_request(_note_endpoint)
    app.after_request(_on_response)
    app.wsgi_app = _Edge(app.wsgi_app, request_deadline_ms)  # type: ignore[method-assign]


class _Edge:
    """The outermost WSGI application: opens the trace and the deadline, and writes the request's one line."""

    def __init__(self, inner: WSGIApplication, request_deadline_ms: int) -> None:
        self._inner = inner
        self._request_deadline_ms = request_deadline_ms

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        trace = start_trace(
            environ.get("HTTP_TRACEPARENT"),
            method=method if method in METHODS else "_OTHER",
            request_id=_request_id(environ),
        )
        sent = _Sent(trace, start_response)
        begin_request(trace)
        with tracing(trace), bounded_by(Deadline.after_ms(self._request_deadline_ms, trace.started)):
            try:
                body = self._inner(environ, sent.start_response)
            except Exception as exc:  # noqa: BLE001  what Flask's own handlers could not catch: a teardown, a handler
                failure = describe(exc)
                trace.failure = failure
                response = problem_response(failure, trace.trace_id)
                body = response(environ, sent.restart_response)
        return ClosingIterator(body, [lambda: tell_request(trace, sent.status_code, sent.content_length)])


def _request_id(environ: WSGIEnvironment) -> str | None:
    """The platform's own id of the request, if it is one and not something secret in its place."""
    text = environ.get("HTTP_X_RAILWAY_REQUEST_ID", "")
    is_id = re.fullmatch(r"[A-Za-z0-9_.:-]{1,128}", text, re.ASCII) and safe_text(text, len(text)) == text
    return text if is_id else None


class _Sent:
    """Sees what goes to the server, and adds the trace to its headers."""

    def __init__(self, trace: RequestTrace, start_response: StartResponse) -> None:
        self._trace = trace
        self._start_response = start_response
        self.status_code = 500
        self.content_length: int | None = None

    def start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None, /
    ) -> Callable[[bytes], object]:
        self.status_code = int(status.split(" ", 1)[0])
        self.content_length = next((int(value) for name, value in headers if name.lower() == "content-length"), None)
        traced = [*headers, ("X-Trace-Id", self._trace.trace_id), ("traceparent", self._trace.traceparent)]
        if exc_info is None:
            return self._start_response(status, traced)
        return self._start_response(status, traced, exc_info)

    def restart_response(
        self, status: str, headers: list[tuple[str, str]], _exc_info: Any = None, /
    ) -> Callable[[bytes], object]:
        """For the answer that takes the place of one that may have been begun."""
        return self.start_response(status, headers, sys.exc_info())


def _note_endpoint() -> None:
    trace = current_trace()
    if trace is not None and request.url_rule is not None:
        trace.endpoint = request.url_rule.rule


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
