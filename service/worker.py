"""What a server process is given of ours: its log, its worker, and an end when what it stands on is gone."""

from __future__ import annotations

import errno
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

from flask import Response
from gunicorn.glogging import Logger
from gunicorn.http import get_parser
from gunicorn.http.errors import ParseException
from gunicorn.workers.gthread import ThreadWorker

from service.api.error_handlers import METHODS, problem_response
from service.app import Service
from service.errors.classify import describe
from service.errors.kinds import ErrorCode
from service.errors.types import DeadlineExceeded, ServiceError
from service.telemetry.logs import write_event
from service.telemetry.outcomes import begin_answer, begin_request, tell_cut_requests, tell_request, write_failure
from service.telemetry.trace import RequestTrace, start_trace

ANSWER_TIMEOUT_S = 1.0
CUT_MARGIN_S = 1.5  # for telling what is cut before the master loses its patience; of a second, the half
LOOK_INTERVAL_S = 0.25
ORPHAN_DRAIN_S = 1.0

_log = logging.getLogger("surelock.worker")


class ServerLogger(Logger):  # type: ignore[misc]  # gunicorn has no type information
    """gunicorn's log without its own handlers: everything goes on to the root logger, which writes our lines."""

    def setup(self, cfg: Any) -> None:
        self.cfg = cfg
        self._access_log_enabled = False
        self.error_log.handlers.clear()
        self.error_log.propagate = True
        self.error_log.setLevel(max(logging.INFO, logging.getLogger().level))  # at debug it tells paths as they came

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Nothing: each request writes its own line."""

    def reopen_files(self) -> None:
        """Nothing: there are no files."""


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no type information
    """gunicorn's threaded worker, with the failures that it meets below the application told like all others.

    HTTP is gunicorn's to parse. Ours is what happens when it can't be parsed, does not arrive in time, or when its
    sender goes away.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn = threading.local()  # when the turn began that this thread is at

    def handle(self, conn: Any) -> Any:
        """One turn of a connection, in a thread of the pool: a request, or a part of one that came to nothing."""
        if conn.parser is None:
            conn.parser = get_parser(self.cfg, _TimedReader(conn.sock), conn.client)
        self._turn.began = time.monotonic()
        conn.parser.unreader.sock.begin(self._turn.began, self._service.settings.request_deadline_ms)
        return super().handle(conn)

    def handle_request(self, req: Any, conn: Any) -> Any:
        conn.parser.unreader.sock.begin_body(req)
        try:
            return super().handle_request(req, conn)
        except OSError as exc:  # whoever asked has gone, in whichever way; the request has told its end
            raise ConnectionResetError(errno.ECONNRESET, "the client has gone") from exc

    def _keepalive_after(self, conn: Any, keepalive: Any) -> bool:
        """Whether the connection may go on; what is wrong with the rest of an answered request only ends it."""
        try:
            return bool(super()._keepalive_after(conn, keepalive))
        except (ParseException, ServiceError, OSError):
            return False

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Answer what never became a request of the application's."""
        known = req or getattr(exc, "req", None)  # a request whose headers could be read, but make no sense
        trace = start_trace(_header(known, "TRACEPARENT"), method=_method_label(known))
        trace.started = self._turn.began
        begin_request(trace)
        trace.failure = describe(exc)
        response = problem_response(trace.failure, trace.trace_id)
        body = response.get_data()
        if not begin_answer(trace):
            return
        try:
            client.settimeout(ANSWER_TIMEOUT_S)
            client.sendall(_head(response, trace) + body)
        except OSError:
            _log.debug("the client did not wait to be refused")
        tell_request(trace, response.status_code, len(body))

    def handle_exit(self, sig: int, frame: Any) -> None:
        """SIGTERM: what is under way is finished, and readiness says that no more should come."""
        if self._is_serving:
            self._service.is_draining = True
        super().handle_exit(sig, frame)

    def leave_now(self, reason: str, exit_status: int) -> None:
        """End the process, and tell each request that is cut by it. There may be less than a second left."""
        tell_cut_requests(reason)
        if self._is_serving:
            self._service.leave()
        os._exit(exit_status)  # what was told as cut must not be answered any more

    def stop_service(self) -> None:
        if self._is_serving:
            self._service.stop()

    @property
    def _service(self) -> Service:
        service: Service = self.wsgi.extensions["surelock"]
        return service

    @property
    def _is_serving(self) -> bool:
        return hasattr(self, "wsgi")


class _TimedReader:
    """A client's socket as gunicorn's parser reads it: each turn of the connection has to arrive within its time."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._until = 0.0
        self._request: Any = None  # whose body is being read

    def begin(self, began: float, limit_ms: float) -> None:
        """A new turn began at *began*, with its head."""
        self._until = began + limit_ms / 1000
        self._request = None

    def begin_body(self, request: Any) -> None:
        """The head of *request* is there; what comes now is its body."""
        self._request = request

    def recv(self, size: int) -> bytes:
        """
        What has come, empty at the end. Waits: at most until the turn's time is over.

        Raises:
            DeadlineExceeded: deadline_in_head or deadline_in_body (408).
        """
        left_s = self._until - time.monotonic()
        if left_s <= 0:
            raise self._too_slow()
        try:
            self._sock.settimeout(left_s)
            return self._sock.recv(size)
        except TimeoutError as exc:
            raise self._too_slow() from exc
        except OSError:
            return b""  # reset, or unreachable: no more will come
        finally:
            self._sock.settimeout(None)

    def _too_slow(self) -> DeadlineExceeded:
        if self._request is None:
            return DeadlineExceeded(ErrorCode.DEADLINE_IN_HEAD)
        self._request.force_close()  # the answer says so: the rest of the body may still come
        return DeadlineExceeded(ErrorCode.DEADLINE_IN_BODY)


def _header(req: Any, name: str) -> str | None:
    """A header of a request that was parsed far enough to have it, and has it once."""
    values = [value for key, value in getattr(req, "headers", None) or () if key == name]
    return values[0] if len(values) == 1 else None


def _method_label(req: Any) -> str:
    method = getattr(req, "method", None)
    return method if method in METHODS else "_OTHER"


def _head(response: Response, trace: RequestTrace) -> bytes:
    response.headers["X-Trace-Id"] = trace.trace_id
    response.headers["traceparent"] = trace.traceparent
    response.headers["Connection"] = "close"
    return f"HTTP/1.1 {response.status}\r\n{response.headers}".encode("latin-1")


def watch(worker: Worker, is_database_run: Callable[[], bool]) -> None:
    """
    In a worker, after the fork: end it in time, also when what it stands on is gone.

    While it drains: what is not done is cut a moment before the master loses its patience and kills it.

    When the master dies without a word (kill -9, out of memory), gunicorn would drain for the whole graceful time-out,
    on the port that the next master wants, and the embedded database is going, too. What is under way gets
    ORPHAN_DRAIN_S.

    When nobody runs the embedded database any more (*is_database_run* says no), the worker ends as for a deploy, and
    the master, which learns of ended workers and of nothing else, brings the database up before it starts the next.
    """
    threading.Thread(target=_watch, args=(worker, is_database_run), name="master-watch", daemon=True).start()


def _watch(worker: Worker, is_database_run: Callable[[], bool]) -> None:
    patience_s = worker.cfg.graceful_timeout
    leave_at: float | None = None
    while os.getppid() == worker.ppid:
        if leave_at is None and (not worker.alive or _begins_to_drain(is_database_run)):
            leave_at = time.monotonic() + max(patience_s - CUT_MARGIN_S, patience_s / 2)
        if leave_at is not None and time.monotonic() >= leave_at:
            worker.leave_now("the graceful time-out has passed", 0)
        time.sleep(LOOK_INTERVAL_S)
    write_event(_log, "lifecycle", "error", "the master is gone; leaving", action="worker_abort")
    os.kill(os.getpid(), signal.SIGTERM)  # begin to drain
    time.sleep(ORPHAN_DRAIN_S)
    worker.leave_now("the master has gone", 1)


def _begins_to_drain(is_database_run: Callable[[], bool]) -> bool:
    """Whether the worker has to leave because nobody runs the embedded database any more; then that is told."""
    if is_database_run():
        return False
    failure = describe(ServiceError(ErrorCode.EMBEDDED_DATABASE_FAILED))
    write_failure(_log, failure, component="worker", message="nobody runs the embedded database; leaving")
    os.kill(os.getpid(), signal.SIGTERM)
    return True
