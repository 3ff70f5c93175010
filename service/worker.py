"""The worker that gunicorn runs: an accept thread that waits for nobody, and a pool of threads for requests."""

from __future__ import annotations

import errno
import logging
import os
import random
import resource
import selectors
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any

from gunicorn.http.errors import ParseException
from gunicorn.util import unquote_to_wsgi_str
from gunicorn.workers.gthread import ThreadWorker
from werkzeug.exceptions import HTTPException

from service.api.auth import HASHING_REQUESTS
from service.api.error_handlers import UNLIMITED_ENDPOINTS
from service.app import Service
from service.connection import Connection
from service.errors.classify import describe
from service.errors.kinds import ErrorCode
from service.errors.types import DeadlineExceeded, Overloaded, ServiceError
from service.limits.deadline import Deadline, bounded_by
from service.load_board import LoadBoard
from service.refusal import refuse, trace_of
from service.telemetry import metrics
from service.telemetry.formatter import told_frames
from service.telemetry.logs import write_event
from service.telemetry.outcomes import begin_request, tell_cut_requests, write_failure
from service.telemetry.trace import RequestTrace, start_trace
from service.timers import Timers

TURN_MAX_S = 1.0
NOTIFY_INTERVAL_S = 0.5  # a sign of life for the master is a system call
ACCEPTS_A_TURN = 16
YIELD_SHARE = 0.9
YIELD_S = 0.005  # how long a new connection is left to those whose turn it is
NO_ROOM_PAUSE_S = 0.05
FILES_BESIDE_CONNECTIONS = 256
SEND_LEAST_S = 1.0  # for the client to take an answer that came just before the deadline
LINGER_S = 1.0
STALL_S = 0.25  # no request in flight was done for so long: nobody waits behind them any more
STUCK_AFTER_S = 5.0  # after the deadline, which ends every wait
DRAIN_GRACE_S = 0.5
DRAIN_TURN_S = 0.1

_NO_ROOM = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
# It was another worker's, or it has gone again (accept(2) names these errors of the network).
_NOBODY_CAME = frozenset(
    {
        errno.EAGAIN, errno.ECONNABORTED, errno.EPERM, errno.EPROTO, errno.ENETDOWN, errno.ENOPROTOOPT,
        errno.EHOSTDOWN, errno.ENONET, errno.EHOSTUNREACH, errno.EOPNOTSUPP, errno.ENETUNREACH,
    }
)  # fmt: skip
_ENDS = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGQUIT})

# How the requests begin that no limit is for, with or without a query.
UNLIMITED_REQUESTS = tuple(
    f"{method} {path}{end}".encode() for method in ("GET", "HEAD") for path in UNLIMITED_ENDPOINTS for end in (" ", "?")
)

_log = logging.getLogger("surelock.worker")


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no type information
    """gunicorn's threaded worker, in which no client, and no stuck thread, can hold up another.

    The accept thread (the main loop, `run`) reads requests and writes what is left of answers, and never waits for one
    client; a thread of the pool is given a request when all of it is there. HTTP is gunicorn's to parse and to write. A
    connection is at each moment in one state:

        idle        nothing has come of a next request; the oldest make room when there are too many connections
        arriving    some of it has come; all of it must before the deadline, which begins with its first byte
        handled     a thread has it, or it waits for a place or a thread; at its deadline it is answered without one
        sending     the client has not taken all of the answer yet
        lingering   all is said; what the client still sends is thrown away (RFC 9112, section 9.6)
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slot = "0"
        self.load_board = LoadBoard()
        self.early_signals: SimpleQueue[int] = SimpleQueue()
        self._connections: set[Connection] = set()
        self._idle: dict[Connection, None] = {}  # in the order in which they became it
        self._arriving: dict[Connection, None] = {}
        self._handled: dict[Connection, None] = {}
        self._queued: dict[Connection, None] = {}  # of those, who waits for a place among the requests in flight
        self._in_flight: dict[Connection, None] = {}  # of those, who has one
        self._moved_at = 0.0  # when a request in flight was done, or somebody began to wait for that
        self._timers = Timers()
        self._notify_at = 0.0
        self._accept_again_at: float | None = None
        self._refuses_newcomers = False

    def init_process(self) -> None:
        _allow_open_files(self.worker_connections + FILES_BESIDE_CONNECTIONS)
        super().init_process()

    def init_signals(self) -> None:
        """Handle signals from now on, and what came since the fork, which went where the master's go."""
        super().init_signals()
        with suppress(Empty):
            while True:
                if (early := self.early_signals.get_nowait()) in _ENDS:
                    signal.raise_signal(early)

    def load_wsgi(self) -> None:
        super().load_wsgi()
        self._service: Service = self.wsgi.extensions["surelock"]
        self._routes = self.wsgi.url_map.bind("")
        self._deadline_ms: int = self._service.settings.request_deadline_ms
        self._deadline_s: float = self._deadline_ms / 1000

    def get_thread_pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(max_workers=self.cfg.threads, thread_name_prefix="request")

    # The main loop, on the accept thread

    def run(self) -> None:
        """Serve until told to end, then until everybody here has been answered. Waits: for whatever comes next."""
        self.poller.register(self.method_queue.fileno(), selectors.EVENT_READ, self.method_queue.run_callbacks)
        self.set_accept_enabled(True)
        while self.alive and self.is_parent_alive():
            self.load_board.show(self._place, len(self._connections))
            self._turn()
        self._drain()
        self.tpool.shutdown(wait=False)
        for listener in self.sockets:
            listener.close()

    def _turn(self) -> None:
        """What is there to be done now; when there is nothing, wait for something, TURN_MAX_S at most."""
        if (now := time.monotonic()) >= self._notify_at:
            self._notify_at = now + NOTIFY_INTERVAL_S
            self.notify()
        next_at = time.monotonic() + (TURN_MAX_S if self.alive else DRAIN_TURN_S)
        if (due_at := self._timers.next_at) is not None:
            next_at = min(next_at, due_at)
        if self._accept_again_at is not None:
            next_at = min(next_at, self._accept_again_at)
        self.wait_for_and_dispatch_events(max(0.0, next_at - time.monotonic()))
        if self._accept_again_at is not None and time.monotonic() >= self._accept_again_at:
            self._insist()
        self._expire()

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        for key, _ in self.poller.select(timeout):
            if isinstance(key.fileobj, Connection):
                self._attend_to(key.fileobj, key.data)
            else:
                key.data(key.fileobj)

    def _attend_to(self, conn: Connection, step: Callable[[Connection], None]) -> None:
        """The loop survives whatever is wrong with one connection."""
        try:
            step(conn)
        except Exception as exc:  # noqa: BLE001  told, and the others go on
            write_failure(_log, describe(exc), component="worker", message="a connection was given up")
            self._close(conn)

    @property
    def _place(self) -> int:
        return int(self.slot)

    # Connections come

    def accept(self, listener: socket.socket) -> None:
        """Take what waits in the backlog, unless it is another worker's turn: that one has a moment then."""
        for _ in range(ACCEPTS_A_TURN):
            if self._yields():
                self._pause_accepting(YIELD_S)
                return
            if not self._accept_one(listener):
                return

    def _yields(self) -> bool:
        """Now and then it does not, so that a worker with many idle connections still sees who comes."""
        if not self.alive or random.random() > YIELD_SHARE:  # noqa: S311  no secret
            return False
        return self.load_board.is_anothers_turn(self._place, len(self._connections))

    def _pause_accepting(self, pause_s: float) -> None:
        self.set_accept_enabled(False)
        self._accept_again_at = time.monotonic() + pause_s

    def _insist(self) -> None:
        """Those whose turn it was had their moment."""
        self._accept_again_at = None
        self.set_accept_enabled(True)
        for listener in self.sockets:
            self._accept_one(listener)

    def _accept_one(self, listener: socket.socket) -> bool:
        """Take one connection. Returns whether there was one."""
        try:
            client_socket, client = listener.accept()
        except OSError as exc:
            if exc.errno in _NO_ROOM:
                self._make_room()
                self._pause_accepting(NO_ROOM_PAUSE_S)
            elif exc.errno not in _NOBODY_CAME:
                raise
            return False
        self.load_board.took_one(self._place)
        if len(self._connections) >= self.worker_connections:
            self._make_room()
        server = listener.getsockname()
        conn = Connection(self.cfg, client_socket, client, server, self._service.settings.max_body_bytes)
        conn.is_late = self._refuses_newcomers
        self._connections.add(conn)
        self._attend_to(conn, self._begin)
        return True

    def _begin(self, conn: Connection) -> None:
        self._wait_for_request(conn, self._deadline_s)
        self._on_readable(conn)  # as a rule the request has come with the connection

    def _make_room(self) -> None:
        """Close who has been idle for longest or, when nobody is, whose request has been arriving for longest."""
        for waiting in (self._idle, self._arriving):
            if waiting:
                metrics.count_closed_connection("no_room")
                self._close(next(iter(waiting)))
                return

    # Requests arrive

    def _wait_for_request(self, conn: Connection, limit_s: float) -> None:
        """Wait for the next request, if it is not there yet; *limit_s* at most for its first byte."""
        if conn.begin_next():
            conn.arrived = time.monotonic()
            self._submit(conn)
            return
        self.poller.register(conn, selectors.EVENT_READ, self._on_readable)
        if len(conn.request):
            self._begin_to_arrive(conn)
            conn.say_continue()
        else:
            self._idle[conn] = None
            self._timers.set(conn, time.monotonic() + (limit_s if self.alive else DRAIN_GRACE_S))

    def _begin_to_arrive(self, conn: Connection) -> None:
        conn.arrived = time.monotonic()
        self._idle.pop(conn, None)
        self._arriving[conn] = None
        self._timers.set(conn, conn.arrived + self._deadline_s)

    def _on_readable(self, conn: Connection) -> None:
        piece = None if conn.is_closed else conn.receive()
        if piece is None:
            return
        if not piece:
            conn.is_ended = True
            if conn.request.is_blank:
                self._close(conn)
            else:
                self._hand_over(conn)  # the parser says what is missing
            return
        if conn in self._idle:
            self._begin_to_arrive(conn)
        if conn.request.add(piece):
            self._hand_over(conn)
        else:
            conn.say_continue()

    def _hand_over(self, conn: Connection) -> None:
        """All that will come of the request is there."""
        self.poller.unregister(conn)
        del self._arriving[conn]
        self._submit(conn)

    def _submit(self, conn: Connection) -> None:
        if (refusal := self._early_refusal(conn)) is not None:
            finish = partial(self._finish, is_kept=self._refuse_unbegun(conn, refusal))
            if conn.request:  # the next one may be there already, and another one behind it: one in each turn
                self._timers.stop(conn)
                self.method_queue.defer(self._attend_to, conn, finish)
            else:
                finish(conn)
            return
        self._handled[conn] = None
        if self._has_place_for(conn):
            self._dispatch(conn)
            return
        if not self._queued:
            self._moved_at = time.monotonic()
        self._queued[conn] = None
        self._timers.set(conn, time.monotonic() + STALL_S)

    def _has_place_for(self, conn: Connection) -> bool:
        """Places are fewer than threads, so that whoever looks after the service always finds one."""
        if conn.is_unlimited:
            return True
        hashing = sum(other.is_hashing for other in self._in_flight)
        is_lane_taken = conn.is_hashing and hashing >= self._service.hash_lane.places
        return len(self._in_flight) < self._service.in_flight.limit and not is_lane_taken

    def _dispatch(self, conn: Connection) -> None:
        if not conn.is_unlimited:
            self._in_flight[conn] = None
        self._timers.set(conn, conn.arrived + self._deadline_s)
        conn.handled_by = self.tpool.submit(self.handle, conn)
        conn.handled_by.add_done_callback(partial(self.method_queue.defer, self.finish_request, conn))

    def _dispatch_queued(self) -> None:
        """A request in flight is done: who is next?"""
        for conn in list(self._queued):
            if len(self._in_flight) >= self._service.in_flight.limit:
                return
            if self._has_place_for(conn):
                del self._queued[conn], self._handled[conn]
                self._attend_to(conn, self._submit)

    def _on_queued_for_long(self, conn: Connection) -> None:
        """A burst may wait, as long as requests get done; when they are stuck, nobody is left to wait behind them."""
        now = time.monotonic()
        if now >= conn.arrived + self._deadline_s:
            refusal: ServiceError = DeadlineExceeded(ErrorCode.DEADLINE_IN_QUEUE)
        elif now - self._moved_at < STALL_S:
            self._timers.set(conn, min(now + STALL_S, conn.arrived + self._deadline_s))
            return
        else:
            refusal = self._service.in_flight.refusal()
        del self._queued[conn], self._handled[conn]
        self._finish(conn, is_kept=self._refuse_unbegun(conn, refusal))

    def _early_refusal(self, conn: Connection) -> ServiceError | None:
        """Why a request is refused before anything is done for it, which is what costs the others least; or None."""
        if conn.is_late:
            return Overloaded(ErrorCode.DRAINING)
        conn.is_unlimited = conn.request.starts_with(*UNLIMITED_REQUESTS)
        conn.is_hashing = conn.request.starts_with(*HASHING_REQUESTS)
        if not conn.is_hashing:
            return None
        try:
            with bounded_by(self._deadline_of(conn)):
                self._service.hash_lane.expect_room(sum(other.is_hashing for other in self._queued))
        except Overloaded as refusal:
            return refusal
        return None

    # Requests are handled, on a thread of the pool

    def handle(self, conn: Connection) -> Any:
        """A request that is there, or what came of one. Returns whether the connection may go on."""
        conn.thread_id = threading.get_ident()
        with bounded_by(self._deadline_of(conn)):
            return super().handle(conn)

    def _deadline_of(self, conn: Connection) -> Deadline:
        return Deadline.after_ms(self._deadline_ms, conn.arrived)

    def handle_request(self, req: Any, conn: Connection) -> Any:
        conn.begin_body(req)
        try:
            return super().handle_request(req, conn)
        except OSError as exc:  # whoever asked has gone, in whichever way; the request has told its end
            raise ConnectionResetError(errno.ECONNRESET, "the client has gone") from exc

    def _keepalive_after(self, conn: Connection, keepalive: Any) -> bool:
        """
        Whether the connection may go on: as its answer said, for the next request may be on its way.

        A worker that was told to end since then keeps to it. Only what is wrong with the rest of the answered request
        ends the connection.
        """
        try:
            return bool(super()._keepalive_after(conn, conn.says_kept))
        except (ParseException, ServiceError, OSError):
            return False

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Answer what never became a request of the application's."""
        refuse(client, trace_of(req or getattr(exc, "req", None)), exc)  # one whose head makes no sense

    # Requests are done, on the accept thread again

    def finish_request(self, conn: Connection, done: Future[Any]) -> None:
        """The thread has finished with it, or will not begin."""
        self._handled.pop(conn, None)
        self._in_flight.pop(conn, None)
        self._moved_at = time.monotonic()
        self._dispatch_queued()
        is_kept = not done.cancelled() and done.exception() is None and bool(done.result())
        self._attend_to(conn, partial(self._finish, is_kept=is_kept))

    def _finish(self, conn: Connection, *, is_kept: bool) -> None:
        conn.is_kept = is_kept
        if conn.unsent:
            self.poller.register(conn, selectors.EVENT_WRITE, self._on_writable)
            self._timers.set(conn, max(conn.arrived + self._deadline_s, time.monotonic() + SEND_LEAST_S))
        else:
            self._after_answer(conn)

    def _on_writable(self, conn: Connection) -> None:
        try:
            is_done = conn.flush()
        except OSError:  # it has gone
            self._close(conn)
            return
        if is_done:
            self.poller.unregister(conn)
            self._after_answer(conn)

    def _after_answer(self, conn: Connection) -> None:
        if conn.is_kept and not conn.is_ended:
            self._wait_for_request(conn, self.cfg.keepalive)
            return
        conn.end_sending()
        self.poller.register(conn, selectors.EVENT_READ, self._on_lingering)
        self._timers.set(conn, time.monotonic() + LINGER_S)
        self._on_lingering(conn)

    def _on_lingering(self, conn: Connection) -> None:
        if not conn.is_closed and conn.receive() == b"":
            self._close(conn)

    # Time passes

    def _expire(self) -> None:
        for conn in self._timers.expired():
            self._attend_to(conn, self._on_time_up)

    def _on_time_up(self, conn: Connection) -> None:
        if conn in self._arriving and not conn.request.is_blank:
            self._refuse_overdue(conn)
        elif conn not in self._handled:
            if conn.unsent:
                metrics.count_closed_connection("answer_not_read")
            self._close(conn)
        elif conn in self._queued:
            self._on_queued_for_long(conn)
        elif conn.handled_by.cancel():
            self._refuse_unbegun(conn, DeadlineExceeded(ErrorCode.DEADLINE_IN_QUEUE))
        elif not self._is_stuck(conn):
            self._timers.set(conn, self._stuck_at(conn))
        elif self.alive:
            self._replace(conn)

    def _refuse_overdue(self, conn: Connection) -> None:
        """It has not arrived in its time. No thread is needed to say so."""
        conn.is_overdue = True
        self.poller.unregister(conn)
        del self._arriving[conn]
        self._refuse_unbegun(conn, DeadlineExceeded(ErrorCode.DEADLINE_IN_BODY))
        self._finish(conn, is_kept=False)

    def _refuse_unbegun(self, conn: Connection, reason: ServiceError) -> bool:
        """Answer a request that no thread has begun. Returns whether the connection may go on."""
        with bounded_by(self._deadline_of(conn)):
            try:
                request = next(conn.parser)
                may_go_on = (
                    self.alive
                    and not (conn.is_overdue or conn.is_late or request.should_close())
                    and conn.parser.finish_body()
                )
            except (OSError, StopIteration):  # what came of it is no request
                return False
            except Exception as exc:  # noqa: BLE001  as gunicorn does for those that a thread begins
                self.handle_error(None, conn.sock, conn.client, exc)
                return False
            refuse(conn.sock, self._trace_of_unbegun(request), reason, may_go_on=may_go_on)
            return bool(may_go_on)

    def _trace_of_unbegun(self, request: Any) -> RequestTrace:
        trace = trace_of(request)
        with suppress(HTTPException):
            path = unquote_to_wsgi_str(request.path)
            rule, _ = self._routes.match(path, method=request.method, return_rule=True)
            trace.endpoint = rule.rule
        return trace

    def _is_stuck(self, conn: Connection) -> bool:
        """Whether a thread has not come back with *conn* although all that it may wait for is bounded."""
        return time.monotonic() >= self._stuck_at(conn)

    def _stuck_at(self, conn: Connection) -> float:
        return conn.arrived + self._deadline_s + STUCK_AFTER_S

    def _replace(self, conn: Connection) -> None:
        """Leave to a new worker. Nobody can free a stuck thread, and the next request may find the same trap."""
        frame = sys._current_frames().get(conn.thread_id)
        write_failure(
            _log,
            describe(ServiceError(ErrorCode.REQUEST_STUCK)),
            component="worker",
            message="a request thread is stuck",
            exception_stacktrace=told_frames(reversed(list(traceback.walk_stack(frame)))) if frame is not None else [],
        )
        write_event(_log, "lifecycle", "warn", "the worker ends, for another", action="worker_replaced")
        self.handle_exit(signal.SIGTERM, None)

    def _close(self, conn: Connection) -> None:
        if conn.is_closed:
            return
        with suppress(KeyError, ValueError):
            self.poller.unregister(conn)
        self._timers.stop(conn)
        for state in (self._idle, self._arriving, self._handled, self._queued, self._in_flight):
            state.pop(conn, None)
        self._connections.discard(conn)
        conn.close()

    # The end

    def handle_exit(self, sig: int, frame: Any) -> None:
        """SIGTERM: what is under way is finished, and readiness says that no more should come."""
        if self._is_serving:
            self._service.is_draining = True
        super().handle_exit(sig, frame)

    def _drain(self) -> None:
        """Answer everybody who is here, and whoever still comes as long as no other worker is there to take them.

        What comes within DRAIN_GRACE_S is served as ever, for it was sent before its sender could know; what comes
        later is refused. Waits: for the grace, a deadline and the last answer's sending. What is not done then is
        stuck, and is cut.
        """
        began = time.monotonic()
        write_event(_log, "lifecycle", "info", "the worker ends when its requests are done", action="draining")
        self.load_board.leave(self._place)
        self._accept_again_at = None
        for conn in list(self._idle):
            self._timers.set(conn, began + DRAIN_GRACE_S)
        for conn in list(self._handled):
            conn.announce_close()
        while time.monotonic() < began + DRAIN_GRACE_S + self._deadline_s + SEND_LEAST_S:
            is_last = not self.load_board.others_take_over(self._place)
            self.set_accept_enabled(is_last)
            if is_last:
                for listener in self.sockets:
                    self.accept(listener)
            if all(conn in self._handled and self._is_stuck(conn) for conn in self._connections):
                break
            self._refuses_newcomers = time.monotonic() >= began + DRAIN_GRACE_S
            self._turn()

    def cut(self, reason: str) -> int:
        """Tell each request that is still under way, or that no thread has begun, as cut by the process's end."""
        for conn in list(self._connections):
            if conn in self._handled and conn not in self._queued and not conn.handled_by.cancel():
                continue  # it is told already that it has begun
            if conn.request.is_blank:
                continue
            try:
                trace = self._trace_of_unbegun(next(conn.parser))
            except Exception:  # noqa: BLE001  its head has not come, or makes no sense
                trace = start_trace(None)
            trace.started = conn.arrived
            begin_request(trace)
        return tell_cut_requests(reason)

    def leave_now(self, reason: str, exit_status: int) -> None:
        """End the process, and tell each request that is cut by it. There may be less than a second left."""
        self.cut(reason)
        if self._is_serving:
            self._service.leave()
        os._exit(exit_status)  # what was told as cut must not be answered any more

    def stop_service(self) -> None:
        if self._is_serving:
            self._service.stop()

    @property
    def _is_serving(self) -> bool:
        return hasattr(self, "_service")


def _allow_open_files(number: int) -> None:
    """Raise this process's limit to *number*, or to what it may be raised to."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = number if hard == resource.RLIM_INFINITY else min(number, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
