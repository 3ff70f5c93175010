"""Shipping the log to an aggregator: the lines of standard output, in batches, by HTTP, from a thread of its own.

Standard output stays the log. What is shipped is a copy of it, made on the way out; an aggregator that is away, slow or
broken costs that copy some lines, which are counted, and nothing else.
"""

from __future__ import annotations

import base64
import gzip
import http.client
import logging
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from urllib3 import BaseHTTPResponse, Retry
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, InvalidHeader

from service.backoff import Backoff
from service.errors.classify import describe
from service.errors.kinds import ErrorCode
from service.errors.types import ServiceError
from service.telemetry import metrics
from service.telemetry.logs import write_event
from service.telemetry.outcomes import RepeatedFailure

QUEUE_MAX_LINES = 8192  # of at most 4096 bytes: 32 MiB at the very most, 6 MB of ordinary lines
BATCH_MAX_LINES = 100
BATCH_WAIT_S = 1.0
PUT_TIMEOUT_S = 0.25  # only a process without CPU, or a fault of ours, keeps the lock of a queue for so long
CONNECT_TIMEOUT_S = 2.0  # for each address that the sink's name has
ATTEMPT_TIMEOUT_S = 5.0
STOP_TIMEOUT_S = 2.0
BACKOFF_FIRST_S = 0.5
BACKOFF_MAX_S = 10.0
RETRY_AFTER_MAX_S = 30.0

_log = logging.getLogger("surelock.shipping")


class SinkTimeout(ServiceError):
    """The sink did not take a batch in time. It may have it all the same."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.LOG_SINK_TIMEOUT, "the sink did not answer in time")


class SinkUnreachable(ServiceError):
    """The sink can't be connected to, hung up, or does not speak HTTP."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.LOG_SINK_FAILED, "the sink can't be reached")


class SinkBusy(ServiceError):
    """The sink answered that it can't take a batch now, and perhaps when it can."""

    def __init__(self, status: int, pause_s: float) -> None:
        super().__init__(ErrorCode.LOG_SINK_FAILED, f"the sink answered {status}")
        self.pause_s = pause_s


class BatchRejected(ServiceError):
    """The sink answered what it would answer again: the batch, or the address, is wrong."""

    def __init__(self, status: int) -> None:
        super().__init__(ErrorCode.LOG_SINK_FAILED, f"the sink rejected a batch with {status}")


class LineQueue:
    """Lines on their way to the sink, in order and at most QUEUE_MAX_LINES; one that finds it full is dropped.

    The newest line is dropped, not the oldest: the first lines of an incident say what began it, those that follow
    mostly repeat it.

    Thread-safe. `_changed` guards `_lines` and `_dropped`. It is a leaf: while it is held we take no other lock, and do
    not log or send.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._lines: deque[tuple[float, bytes]] = deque()
        self._dropped = 0
        self._is_closed = False

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def dropped(self) -> int:
        """How many lines found the queue full."""
        return self._dropped

    def put(self, line: bytes) -> bool:
        """Queue *line*, or drop and count it. Waits: for the lock, at most PUT_TIMEOUT_S. Whether it was queued."""
        now = self._clock()
        if not self._changed.acquire(timeout=PUT_TIMEOUT_S):
            self._dropped += 1
            return False
        try:
            if self._is_closed or len(self._lines) >= QUEUE_MAX_LINES:
                self._dropped += 1
                return False
            self._lines.append((now, line))
            if len(self._lines) in (1, BATCH_MAX_LINES):
                self._changed.notify()
            return True
        finally:
            self._changed.release()

    def take(self) -> list[bytes]:
        """
        The next batch: BATCH_MAX_LINES, or fewer when the first of them is BATCH_WAIT_S old.

        Waits: until there is one, or the queue is closed; what is left then comes at once, and nothing at its end.
        """
        while True:
            if self._changed.acquire(timeout=BATCH_WAIT_S):
                try:
                    while (wait_s := self._due_in_s_locked()) > 0:
                        self._changed.wait(timeout=wait_s)
                    size = min(len(self._lines), BATCH_MAX_LINES)
                    return [self._lines.popleft()[1] for _ in range(size)]
                finally:
                    self._changed.release()

    def close(self) -> None:
        """Take no more lines, and let nobody wait. Waits: for the lock, at most PUT_TIMEOUT_S."""
        self._is_closed = True  # whatever comes of the lock: `take` looks again after a while
        if self._changed.acquire(timeout=PUT_TIMEOUT_S):
            try:
                self._changed.notify()
            finally:
                self._changed.release()

    def _due_in_s_locked(self) -> float:
        if self._is_closed or len(self._lines) >= BATCH_MAX_LINES:
            return 0.0
        if not self._lines:
            return BATCH_WAIT_S
        return self._lines[0][0] + BATCH_WAIT_S - self._clock()


class HttpSink:
    """An aggregator that takes lines by POST. Each batch has a connection of its own, which nobody has broken yet.

    Redirects are not followed, nothing is tried twice here, and certificates are verified.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or ""
        self._port = parts.port
        self._connection: type[HTTPConnection] = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._headers = {
            "Content-Type": "application/x-ndjson",
            "Content-Encoding": "gzip",
            "Connection": "close",
            "User-Agent": "surelock",
        } | _authorization(parts)

    def post(self, body: bytes) -> None:
        """
        Send *body*, and read no more of the answer than its head.

        Waits: for the name's look-up as long as the system does; to connect at most CONNECT_TIMEOUT_S for each of its
        addresses; for all the rest until ATTEMPT_TIMEOUT_S have passed since the beginning.

        Raises:
            SinkTimeout: it took too long.
            SinkUnreachable: there was no answer.
            SinkBusy: the answer was 408, 429 or 5xx.
            BatchRejected: the answer was something else that is not 2xx.
        """
        give_up_at = time.monotonic() + ATTEMPT_TIMEOUT_S
        connection = self._connection(self._host, self._port, timeout=CONNECT_TIMEOUT_S)
        try:
            connection.connect()
            response = self._exchange(connection, body, give_up_at)
        except (OSError, http.client.HTTPException, HTTPError, ValueError) as exc:
            # urllib3's own types do not part "too late" from "refused"; what it raises them from does.
            if isinstance(exc.__cause__ or exc, TimeoutError) or time.monotonic() >= give_up_at:
                raise SinkTimeout from exc
            # What is no HTTP is quoted by the library, and may be anything.
            raise SinkUnreachable from None if isinstance(exc, http.client.HTTPException) else exc
        finally:
            connection.close()
        if response.status in (408, 429) or response.status >= 500:
            raise SinkBusy(response.status, retry_after_s(response.headers.get("Retry-After")))
        if not 200 <= response.status < 300:
            raise BatchRejected(response.status)

    def _exchange(self, connection: HTTPConnection, body: bytes, give_up_at: float) -> BaseHTTPResponse:
        left_s = give_up_at - time.monotonic()
        if left_s <= 0:
            raise TimeoutError
        # The time-out of a socket is for each of its waits: a sink that sends a byte a second would never reach it.
        connection.timeout = left_s
        cutter = threading.Timer(left_s, _cut, [connection.sock])
        cutter.daemon = True
        cutter.start()
        try:
            with suppress(BrokenPipeError):  # it has answered and hung up before it read everything
                connection.request("POST", self._target, body=body, headers=self._headers, preload_content=False)
            response = connection.getresponse()
            response.close()
        finally:
            cutter.cancel()
        if time.monotonic() >= give_up_at:
            raise TimeoutError  # what was read may be the half of a head, cut by us
        return response


def _cut(sock: socket.socket) -> None:
    """End whatever waits for *sock*."""
    with suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _authorization(parts: SplitResult) -> dict[str, str]:
    """The header for the user and the password in front of the host, if there are any."""
    if parts.username is None:
        return {}
    credentials = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return {"Authorization": "Basic " + base64.b64encode(credentials.encode()).decode("ascii")}


def retry_after_s(header: str | None) -> float:
    """The pause that a Retry-After asks for (seconds or a date), at most RETRY_AFTER_MAX_S; 0 if it says nothing."""
    if header is None:
        return 0.0
    with suppress(InvalidHeader, ValueError, OverflowError):
        return min(Retry().parse_retry_after(header), RETRY_AFTER_MAX_S)
    return 0.0


@dataclass(frozen=True)
class ShippingCounts:
    """What became of the lines of one process so far; `dropped` is by reason."""

    shipped: int
    queued: int
    dropped: dict[str, int]


class LogShipper:
    """One daemon thread that ships what is put into its queue, batch by batch and in order.

    A batch that the sink does not take is sent again, after longer and longer pauses, while others wait behind it; one
    that the sink rejects is dropped. A batch whose answer was lost may arrive twice.
    """

    def __init__(self, post: Callable[[bytes], None]) -> None:
        self._post = post
        self._lines = LineQueue()
        self._backoff = Backoff(BACKOFF_FIRST_S, BACKOFF_MAX_S)
        self._failure = RepeatedFailure(_log, "log_shipper", "log lines can't be shipped")
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="log-shipper", daemon=True)
        self._in_hand = 0
        self._shipped = 0
        self._rejected = 0
        self._told = 0

    def counts(self) -> ShippingCounts:
        return ShippingCounts(
            shipped=self._shipped,
            queued=len(self._lines) + self._in_hand,
            dropped={"queue_full": self._lines.dropped, "rejected": self._rejected},
        )

    def put(self, line: bytes) -> None:
        """Ship *line* later, or drop and count it. Waits as `LineQueue.put`."""
        if not self._lines.put(line):
            metrics.count_unshipped_lines("queue_full", 1)

    def start(self) -> None:
        """Call in a worker, after the fork."""
        self._thread.start()

    def stop(self) -> None:
        """
        Send what is queued, and tell how much was left.

        Waits: at most STOP_TIMEOUT_S. From now on a batch is not tried again when it fails.
        """
        self._stopping.set()
        self._lines.close()
        self._thread.join(timeout=STOP_TIMEOUT_S)
        self._tell_dropped(left=self.counts().queued)

    def _run(self) -> None:
        while batch := self._lines.take():
            self._in_hand = len(batch)
            if not self._deliver(batch):
                return
            self._in_hand = 0

    def _deliver(self, batch: list[bytes]) -> bool:
        """Send *batch* until the sink has taken or rejected it; False when there is no time for that any more."""
        while True:
            try:
                self._post(gzip.compress(b"".join(batch)))
            except BatchRejected as exc:
                self._failure.tell(describe(exc))
                self._rejected += len(batch)
                metrics.count_unshipped_lines("rejected", len(batch))
                return True
            except Exception as exc:  # noqa: BLE001  told, and tried again
                self._failure.tell(describe(exc))
                if self._stopping.is_set():
                    return False
                self._stopping.wait(timeout=self._pause_s(exc))
            else:
                self._shipped += len(batch)
                metrics.count_shipped_lines(len(batch))
                self._failure.is_over()
                self._backoff.reset()
                if not self._lines:
                    self._tell_dropped()
                return True

    def _pause_s(self, failure: Exception) -> float:
        """Our own pause, or the one that the sink asked for if that is longer."""
        asked_s = failure.pause_s if isinstance(failure, SinkBusy) else 0.0
        return max(self._backoff.next_s(), asked_s)

    def _tell_dropped(self, left: int = 0) -> None:
        """Make the gap visible in the log itself, with its size; said once for each line that is missing."""
        missing = sum(self.counts().dropped.values()) + left - self._told
        if missing:
            self._told += missing
            write_event(_log, "lifecycle", "warn", "log lines were not shipped", action="lines_dropped", count=missing)
