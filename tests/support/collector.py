"""A collector that speaks OTLP over HTTP, and remembers what it was sent, byte by byte."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.support.service import wait_for

TRACES_PATH = "/v1/traces"


class Collector(ThreadingHTTPServer):
    """Answers each export with *status*."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 200
        self.exports: list[bytes] = []
        self.headers: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def requests(self) -> list[ExportTraceServiceRequest]:
        return [ExportTraceServiceRequest.FromString(body) for body in list(self.exports)]

    def spans(self, trace_id: str | None = None) -> list[Span]:
        """All that has arrived, or what belongs to one trace."""
        arrived = [
            span
            for request in self.requests()
            for resource in request.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]
        return [span for span in arrived if trace_id in (None, span.trace_id.hex())]

    def request_span(self, trace_id: str) -> Span:
        """The one span of kind server in *trace_id*; the others of its trace have been sent with it or before."""
        wait_for(lambda: self._servers(trace_id), 10, f"the span of {trace_id}")
        (span,) = self._servers(trace_id)
        return span

    def _servers(self, trace_id: str) -> list[Span]:
        return [span for span in self.spans(trace_id) if span.kind == Span.SPAN_KIND_SERVER]


class _Handler(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.status == 200:
            self.server.exports.append(body)
            self.server.headers.append({name.lower(): value for name, value in self.headers.items()} | {"": self.path})
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing."""


@contextmanager
def running_collector() -> Iterator[Collector]:
    with Collector() as collector:
        thread = threading.Thread(target=collector.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield collector
        finally:
            collector.shutdown()
            thread.join(timeout=10)


def attributes_of(span: Span) -> dict[str, object]:
    return {pair.key: _plain(pair.value) for pair in span.attributes}


def _plain(value: AnyValue) -> object:
    which = value.WhichOneof("value")
    return getattr(value, which) if which is not None else None
