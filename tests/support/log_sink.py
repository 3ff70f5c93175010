"""A real aggregator for a test: takes batches by HTTP, and can refuse them, hang, drip its answer, and be away."""

from __future__ import annotations

import gzip
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.support.service import free_port

DRIP_INTERVAL_S = 0.1


@dataclass
class LogSink:
    """What it got, and how it behaves: `status` is its answer to everything it is asked."""

    port: int = field(default_factory=free_port)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hangs: bool = False
    drips: bool = False
    tls: ssl.SSLContext | None = None
    batches: list[bytes] = field(default_factory=list)  # only those that were answered with 200
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)  # path and headers of all
    _server: ThreadingHTTPServer | None = None
    _closing: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.port}/ingest?source=surelock"

    def lines(self) -> list[bytes]:
        """Every line of every batch that was taken, in order and with its end."""
        return [line for batch in list(self.batches) for line in batch.splitlines(keepends=True)]

    def open(self) -> None:
        """Listen, again or for the first time."""
        self._closing.clear()
        server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler_of(self))
        server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]  # clients may go
        if self.tls is not None:
            server.socket = self.tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        self._server = server

    def close(self) -> None:
        """Be away: connections are refused."""
        if self._server is not None:
            self._closing.set()
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        self.requests.append((handler.path, dict(handler.headers.items())))
        if self.hangs:
            self._closing.wait(60)
            return
        if self.drips:
            self._drip(handler)
            return
        if self.status == 200:
            self.batches.append(gzip.decompress(body))
        handler.send_response(self.status)
        for name, value in self.headers.items():
            handler.send_header(name, value)
        handler.end_headers()

    def _drip(self, handler: BaseHTTPRequestHandler) -> None:
        """A head that goes on for ever, byte by byte."""
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        with suppress(OSError):
            while not self._closing.wait(DRIP_INTERVAL_S):
                handler.wfile.write(b"x")


def _handler_of(sink: LogSink) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 60

        def do_POST(self) -> None:
            sink.answer(self)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: standard error is the tests' own."""

    return Handler


@contextmanager
def log_sink() -> Iterator[LogSink]:
    sink = LogSink()
    sink.open()
    try:
        yield sink
    finally:
        sink.close()
