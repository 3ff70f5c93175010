"""How a request ended, and what failed outside one: told once to the log, the metrics and the error records alike."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from service.errors.classify import describe
from service.errors.context import ErrorContext
from service.errors.kinds import ErrorCode
from service.errors.types import ServiceError
from service.telemetry import metrics
from service.telemetry.formatter import failure_fields
from service.telemetry.logs import write_event
from service.telemetry.records import RecordBuffer, record_of
from service.telemetry.trace import RequestTrace, current_trace, random_span_id, start_trace, tracing

QUIET_ENDPOINTS = frozenset({"/health", "/health/ready", "/metrics"})
COMPONENTS = frozenset(
    {
        "startup", "shutdown", "pool", "metrics_thread", "hash_lane", "listener", "mail_outbox", "error_records",
        "migration", "server", "cli", "logging", "log_shipper", "maintenance", "worker",
    }
)  # fmt: skip
_TOLD = "_surelock_told"

# What waits to be written to the database by whoever runs `ErrorRecords`.
waiting_records = RecordBuffer()

# Who else wants to hear of each request when it has ended, or is cut, and of the status code that this stands for.
request_observers: list[Callable[[RequestTrace, int], None]] = []

# The requests under way, by span id. Whoever takes one out tells its end, so it is told once.
_in_flight: dict[str, RequestTrace] = {}

_log = logging.getLogger("surelock.request")
_worker_log = logging.getLogger("surelock.worker")


def begin_request(trace: RequestTrace) -> None:
    """From now on the request is under way, until `tell_request` or `tell_cut_requests` tells its end."""
    _in_flight[trace.span_id] = trace


def begin_answer(trace: RequestTrace) -> bool:
    """Call before the first byte of the answer: False when the end was told already, and nothing may be sent."""
    trace.is_answered = True  # first, so that whoever cuts the request in between tells what the client may have got
    return trace.span_id in _in_flight


def tell_request(trace: RequestTrace, status_code: int, response_bytes: int | None = None) -> None:
    """The request has ended: its one line, its one count and, if it failed, its one record."""
    if _in_flight.pop(trace.span_id, None) is None:
        return  # it was told as cut already
    trace.end()
    failure = trace.failure
    with tracing(trace):
        write_event(
            _log,
            "request",
            _level(trace, status_code),
            "request failed" if failure is not None else "request served",
            parent_span_id=trace.parent_span_id,
            request_id=trace.request_id,
            endpoint=trace.endpoint,
            method=trace.method,
            status_code=status_code,
            duration_ms=trace.duration_ms,
            response_bytes=response_bytes,
            user_id=trace.user_id,
            user_ref=trace.user_ref,
            **trace.waits.as_fields(),
            **(failure_fields(failure) if failure is not None else {}),
        )
    error_kind = failure.error_kind.value if failure is not None else ""
    metrics.count_request(trace.endpoint, trace.method, status_code, error_kind, trace.duration_ms / 1000)
    if failure is not None:
        waiting_records.add(record_of(failure, trace))
    _notify(trace, status_code)


def tell_cut_requests(reason: str) -> int:
    """The process is about to end: each request that is still under way is a failure, told as such. How many?"""
    count = 0
    for span_id, answered in list(_in_flight.items()):
        if answered.is_answered and answered.failure is not None:
            tell_request(answered, answered.failure.status_code)  # as what the client was told
            continue
        if (trace := _in_flight.pop(span_id, None)) is None:
            continue
        count += 1
        trace.waits.end_open()
        trace.end()
        trace.failure = describe(ServiceError(ErrorCode.REQUEST_CUT, f"The request was cut off: {reason}"))
        with tracing(trace):
            write_failure(
                _worker_log,
                trace.failure,
                component="worker",
                message="a request was cut off by the end of its worker",
                detail=reason,
                endpoint=trace.endpoint,
                method=trace.method,
                duration_ms=trace.duration_ms,
                **trace.waits.as_error_fields(),
            )
        _notify(trace, trace.failure.status_code)
    return count


def _notify(trace: RequestTrace, status_code: int) -> None:
    for observe in request_observers:
        try:
            observe(trace, status_code)
        except Exception as exc:  # noqa: BLE001  who only listens must not cost the others what they are told
            write_failure(_worker_log, describe(exc), component="worker", message="an observer of requests failed")


def write_failure(
    logger: logging.Logger, failure: ErrorContext, *, component: str, message: str, **fields: Any
) -> None:
    """Tell a failure outside a request: one line with event `error`, one count, one record, however often it passes."""
    if _is_told(failure.exception):
        return
    if failure.exception is not None:
        with suppress(Exception):  # one that takes no attribute, a frozen dataclass for one, is told all the same
            setattr(failure.exception, _TOLD, True)
    # A span of its own: the trace may be that of a request, which has its own end.
    trace = replace(
        current_trace() or start_trace(None),
        span_id=random_span_id(),
        endpoint=fields.get("endpoint", component),
        method=fields.get("method", "NONE"),
    )
    about = {"component": component, "status_code": failure.status_code, "endpoint": trace.endpoint}
    told = failure_fields(failure) | about | {"method": trace.method} | fields
    with tracing(trace):
        write_event(logger, "error", "error" if failure.status_code >= 500 else "warn", message, **told)
    metrics.count_background_failure(component, failure.error_kind.value)
    waiting_records.add(record_of(failure, trace, component=component))


def _is_told(exc: BaseException | None) -> bool:
    try:
        return getattr(exc, _TOLD, False) is True
    except Exception:  # noqa: BLE001  an object of somebody else's must not cost the line
        return False


def _level(trace: RequestTrace, status_code: int) -> str:
    if status_code >= 400:
        return "error" if status_code >= 500 else "warn"
    return "debug" if trace.endpoint in QUIET_ENDPOINTS else "info"


class RepeatedFailure:
    """A failure of something that is tried again and again: told when it begins and when its nature changes."""

    def __init__(self, logger: logging.Logger, component: str, message: str) -> None:
        self._logger = logger
        self._component = component
        self._message = message
        self._told: tuple[str, str] | None = None

    def tell(self, failure: ErrorContext) -> None:
        nature = (failure.error_code, type(failure.exception).__name__)
        if nature != self._told:
            write_failure(self._logger, failure, component=self._component, message=self._message)
            self._told = nature

    def is_over(self) -> None:
        """The next failure is a new one."""
        self._told = None


def tell_deaths(component: str) -> None:
    """Let an exception that ends a thread or this process, which is a *component*, be told like any other failure."""

    def tell(exc: BaseException, which: str, message: str) -> None:
        write_failure(_worker_log, describe(exc), component=which, message=message)

    def tell_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            tell(args.exc_value, "worker", "thread ended by an exception")

    def tell_process(kind: type[BaseException], exc: BaseException, _trace: Any) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            tell(exc, component, "process ended by an exception")

    threading.excepthook = tell_thread
    sys.excepthook = tell_process
