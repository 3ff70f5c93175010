"""Answers to what never became a request of the application's; the accept thread can give them, too."""

from __future__ import annotations

import logging
from typing import Any

from flask import Response

from service.api.error_handlers import METHODS, problem_response
from service.errors.classify import describe
from service.limits.deadline import current_deadline
from service.telemetry.outcomes import begin_answer, begin_request, tell_request
from service.telemetry.trace import RequestTrace, start_trace

_log = logging.getLogger("surelock.worker")


def trace_of(req: Any) -> RequestTrace:
    """A trace for a request that gunicorn could read, or for none."""
    method = getattr(req, "method", None)
    return start_trace(_header(req, "TRACEPARENT"), method=method if method in METHODS else "_OTHER")


def _header(req: Any, name: str) -> str | None:
    """A header of a request that was parsed far enough to have it, and has it once."""
    values = [value for key, value in getattr(req, "headers", None) or () if key == name]
    return values[0] if len(values) == 1 else None


def refuse(client: Any, trace: RequestTrace, exc: Exception, *, may_go_on: bool = False) -> None:
    """
    Answer *client* with *exc*'s problem, and tell the request's end. Never raises because of the client.

    *may_go_on*: the answer says that the connection stays open.
    """
    if (deadline := current_deadline()) is not None:
        trace.started = deadline.began
    begin_request(trace)
    trace.failure = describe(exc)
    response = problem_response(trace.failure, trace.trace_id)
    body = response.get_data()
    if not begin_answer(trace):
        return
    try:
        client.sendall(_head(response, trace, may_go_on=may_go_on) + (body if trace.method != "HEAD" else b""))
    except OSError:
        _log.debug("the client did not wait to be refused")
    tell_request(trace, response.status_code, len(body))


def _head(response: Response, trace: RequestTrace, *, may_go_on: bool) -> bytes:
    response.headers["X-Trace-Id"] = trace.trace_id
    response.headers["traceparent"] = trace.traceparent
    response.headers["Connection"] = "keep-alive" if may_go_on else "close"
    return f"HTTP/1.1 {response.status}\r\n{response.headers}".encode("latin-1")
