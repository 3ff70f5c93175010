"""Requests as OpenTelemetry spans, for a collector that speaks OTLP over HTTP. Imported only when that is switched on.

Our own trace is the truth. When a request has ended, its span and one for each of its waits are made from it, with its
ids, so they are the same here as in the response and in the log; also for a request that never got as far as Flask.
While it runs its ids are OpenTelemetry's current ones, so what psycopg's instrumentation tells falls into its place.
(Flask's instrumentation would begin later, end earlier, and read `traceparent` for itself.)

Nothing here waits for the collector but one thread, and whoever stops it, for at most FLUSH_TIMEOUT_S.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import requests
from opentelemetry import trace as otel
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.psycopg import PsycopgInstrumentor
from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_VERSION, Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF, Decision, ParentBased
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from opentelemetry.trace import SpanKind, Status, StatusCode

from service import __version__
from service.config import Settings
from service.telemetry.outcomes import QUIET_ENDPOINTS, request_observers
from service.telemetry.trace import UNMATCHED, RequestTrace, Wait, current_trace, random_span_id

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FLUSH_TIMEOUT_S = 1.5
BATCH_MAX = 512

# What may leave the process. psycopg's instrumentation also tells the database's user and, with an exception, its
# message, which may hold a user's name.
SHOWN_ATTRIBUTES = frozenset(
    {
        "http.request.method", "http.route", "http.response.status_code", "error.type",
        "db.system", "db.system.name", "db.name", "db.namespace", "db.statement", "db.query.text",
        "surelock.error_code", "surelock.label", "surelock.lock_holder", "surelock.lock_holder_trace_id",
        "surelock.lock_held_ms",
    }
)  # fmt: skip
# They repeat themselves with every batch, and show headers and URLs; `_CuratedExporter` tells instead.
_SILENCED_LOGGERS = ("opentelemetry.exporter.otlp.proto.http.trace_exporter", "opentelemetry.util.re")

_SCOPE = InstrumentationScope("surelock", __version__)

_log = logging.getLogger("surelock.otel")

Attributes = Mapping[str, Any]


class SpanExport:
    """Makes spans of requests and has them exported. One for each process, made after the fork.

    *before_export* is called each time before spans are sent.
    """

    def __init__(self, settings: Settings, before_export: Callable[[], None] = lambda: None) -> None:
        for name in _SILENCED_LOGGERS:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._provider = TracerProvider(resource=_resource(), shutdown_on_exit=False)
        # The sampler that the environment asks for decides about requests. What happens in one shares its fate, and
        # what happens in none (a probe of the pool, the listener's round trips) is not told.
        self._sampler = self._provider.sampler
        self._provider.sampler = ParentBased(root=ALWAYS_OFF)
        self._processor = BatchSpanProcessor(
            _CuratedExporter(settings.otlp_traces_url, before_export),
            max_queue_size=settings.otel_bsp_max_queue_size,
            max_export_batch_size=min(BATCH_MAX, settings.otel_bsp_max_queue_size),
            schedule_delay_millis=settings.otel_bsp_schedule_delay,
        )
        self._provider.add_span_processor(self._processor)

    def start(self) -> None:
        """Make spans of requests, and of what new connections are asked, from now on.

        The latter until the process ends: taking psycopg's instrumentation off again (0.66b1) would leave a `connect`
        that makes connections of psycopg's own class, whose waits nobody bounds.
        """
        instrumentor = PsycopgInstrumentor()
        if not instrumentor.is_instrumented_by_opentelemetry:
            instrumentor.instrument(tracer_provider=self._provider)
        request_observers.append(self.tell)

    def stop(self) -> None:
        """Export what is left. Waits: at most FLUSH_TIMEOUT_S."""
        request_observers.remove(self.tell)
        # The provider's own wait for its thread is 30 s long.
        flush = threading.Thread(target=self._provider.shutdown, name="otel-flush", daemon=True)
        flush.start()
        flush.join(FLUSH_TIMEOUT_S)
        if flush.is_alive():
            _log.warning("the last spans were not exported in time")

    def around(self, inner: WSGIApplication) -> WSGIApplication:
        """*inner* with the request's ids as OpenTelemetry's current ones. It belongs inside the edge."""

        def call(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            if (trace := current_trace()) is None:
                return inner(environ, start_response)
            self._sample(trace, environ.get("PATH_INFO"))
            with otel.use_span(otel.NonRecordingSpan(_context(trace, trace.span_id))):
                return inner(environ, start_response)

        return call

    def tell(self, trace: RequestTrace, status_code: int) -> None:
        """*trace* has ended: its span, and one for each of its waits, wait to be exported."""
        self._sample(trace, trace.endpoint)  # once more: not every request gets as far as `around`
        if trace.sampled:
            for span in spans_of(trace, status_code, self._provider.resource):
                self._processor.on_end(span)

    def _sample(self, trace: RequestTrace, path: str | None) -> None:
        """Let the sampler decide, which decides the same when it is asked again."""
        parent = _parent(trace)
        context = otel.set_span_in_context(otel.NonRecordingSpan(parent)) if parent is not None else None
        decision = self._sampler.should_sample(context, int(trace.trace_id, 16), trace.method, SpanKind.SERVER).decision
        trace.sampled = path not in QUIET_ENDPOINTS and decision is Decision.RECORD_AND_SAMPLE


def spans_of(trace: RequestTrace, status_code: int, resource: Resource) -> list[ReadableSpan]:
    """The span of a request that has just ended, and those of its waits."""
    epoch_ns = _epoch_clock()
    context = _context(trace, trace.span_id)
    failure = trace.failure
    route = trace.endpoint if trace.endpoint != UNMATCHED else None
    attributes: dict[str, object] = {
        "http.request.method": trace.method,
        "http.route": route,
        "http.response.status_code": status_code,
        "error.type": failure.error_kind.value if failure is not None else None,
        "surelock.error_code": failure.error_code if failure is not None else None,
    }
    # Made by hand rather than by a tracer: the ids and both times are known already.
    request = ReadableSpan(
        name=" ".join(filter(None, (trace.method.replace("_OTHER", "HTTP"), route))),
        context=context,
        parent=_parent(trace),
        resource=resource,
        attributes=_present(attributes),
        kind=SpanKind.SERVER,
        status=Status(StatusCode.ERROR if status_code >= 500 else StatusCode.UNSET),
        start_time=epoch_ns(trace.started),
        end_time=epoch_ns(trace.started + trace.duration_ms / 1000),
        instrumentation_scope=_SCOPE,
    )
    waits = [
        ReadableSpan(
            name=wait.name,
            context=_context(trace, random_span_id()),
            parent=context,
            resource=resource,
            attributes=_present(_wait_attributes(wait)),
            start_time=epoch_ns(wait.began),
            end_time=epoch_ns(wait.ended),
            instrumentation_scope=_SCOPE,
        )
        for wait in trace.waits.timeline
    ]
    return [*waits, request]


def _wait_attributes(wait: Wait) -> dict[str, object]:
    holder = wait.holder
    return {
        "surelock.label": wait.label,
        "surelock.lock_holder": holder.label if holder is not None else None,
        "surelock.lock_holder_trace_id": holder.trace_id if holder is not None else None,
        "surelock.lock_held_ms": wait.held_ms,
    }


def _present(attributes: Mapping[str, object]) -> Attributes:
    return {name: value for name, value in attributes.items() if value is not None}


def _epoch_clock() -> Callable[[float], int]:
    """From monotonic seconds to nanoseconds since the epoch, by one and the same offset."""
    offset_ns = time.time_ns() - time.monotonic_ns()
    return lambda moment: offset_ns + int(moment * 1_000_000_000)


def _context(trace: RequestTrace, span_id: str, *, is_remote: bool = False) -> otel.SpanContext:
    flags = otel.TraceFlags(otel.TraceFlags.SAMPLED if trace.sampled else otel.TraceFlags.DEFAULT)
    return otel.SpanContext(int(trace.trace_id, 16), int(span_id, 16), is_remote=is_remote, trace_flags=flags)


def _parent(trace: RequestTrace) -> otel.SpanContext | None:
    """The caller's span, as the `traceparent` header named it."""
    return _context(trace, trace.parent_span_id, is_remote=True) if trace.parent_span_id is not None else None


def _resource() -> Resource:
    """This process, as OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say; it is called surelock unless they do."""
    resource = Resource.create()
    told = {SERVICE_VERSION: __version__} | dict(resource.attributes)
    if str(told[SERVICE_NAME]).startswith("unknown_service"):
        told[SERVICE_NAME] = "surelock"
    return Resource(told)


class _CuratedExporter(SpanExporter):
    """Lets out what SHOWN_ATTRIBUTES names and nothing else, and tells when that begins to fail and when it is over."""

    def __init__(self, url: str | None, before_export: Callable[[], None]) -> None:
        self._before_export = before_export
        self._session = _Session()
        self._otlp = OTLPSpanExporter(endpoint=url, session=self._session)
        self._is_failing = False

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        self._before_export()
        result = self._otlp.export([curated(span) for span in spans])
        is_failing = result is not SpanExportResult.SUCCESS
        if is_failing and not self._is_failing:
            _log.warning("spans do not reach the collector: %s", self._session.last_problem)
        elif self._is_failing and not is_failing:
            _log.info("spans reach the collector again")
        self._is_failing = is_failing
        return result

    def shutdown(self) -> None:
        self._otlp.shutdown()  # type: ignore[no-untyped-call]


class _Session(requests.Session):
    """Remembers why the last try failed, without what the exception's text would show of the URL."""

    last_problem = "unknown"

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        try:
            response = super().request(*args, **kwargs)
        except Exception as exc:
            self.last_problem = type(exc).__name__
            raise
        self.last_problem = f"status {response.status_code}"
        return response


def curated(span: ReadableSpan) -> ReadableSpan:
    """*span* without what must not leave the process; of an exception it keeps the type."""
    attributes = {name: value for name, value in (span.attributes or {}).items() if name in SHOWN_ATTRIBUTES}
    for event in span.events:
        attributes["error.type"] = (event.attributes or {}).get("exception.type", event.name)
    return ReadableSpan(
        name=span.name,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=attributes,
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )
