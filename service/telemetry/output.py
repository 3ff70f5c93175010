"""Lines to standard output: no request waits for whoever reads it, and what is lost is counted."""

from __future__ import annotations

import logging
import os
import queue
import select
import threading
import time
from collections.abc import Callable

from service.telemetry import metrics

QUEUE_MAX_LINES = 4096
FLUSH_TIMEOUT_S = 1.0
DIRECT_WRITE_TIMEOUT_S = 1.0


class StandardOutputHandler(logging.Handler):
    """Writes each line with a single write to file descriptor 1; a worker's lines by a thread of its own.

    In a worker, lines go through a bounded queue to one writer thread; a line that finds it full is dropped. Before
    `start_writer` (in the master, in commands) a line is dropped when standard output does not take it within
    DIRECT_WRITE_TIMEOUT_S. What was dropped is announced when lines flow again (event `lifecycle`, action
    `lines_dropped`). Thread-safe without a lock: first there is only one thread, then there is the queue.
    """

    def __init__(self) -> None:
        super().__init__()
        self._queue: queue.Queue[bytes | None] = queue.Queue(QUEUE_MAX_LINES)
        self._writer: threading.Thread | None = None
        self._dropped = 0
        self._ship: Callable[[bytes], None] | None = None

    def createLock(self) -> None:
        """No lock: logging's own would be held while a line is formatted, and waited for without bound."""
        self.lock = None

    def emit(self, record: logging.LogRecord) -> None:
        line = self._line_of(record)
        if self._ship is not None:
            self._ship(line)
        if self._writer is None:
            self._write_directly(line)
            return
        try:
            self._queue.put_nowait(line)
        except queue.Full:
            self._count_dropped()

    def start_writer(self, ship: Callable[[bytes], None] | None = None) -> None:
        """Write from a thread of its own from now on. Call in a worker, after the fork.

        *ship* is given each line as well, in the thread that logs; it must not wait.
        """
        self._ship = ship
        self._writer = threading.Thread(target=self._write_queued, name="log-writer", daemon=True)
        self._writer.start()

    def stop_writer(self) -> None:
        """Write what is queued, for at most three times FLUSH_TIMEOUT_S, then write directly again."""
        if self._writer is None:
            return
        try:
            self._queue.put(None, timeout=FLUSH_TIMEOUT_S)
        except queue.Full:
            return  # standard output does not move: leave the lines, and the thread, which is a daemon
        self._writer.join(timeout=FLUSH_TIMEOUT_S)
        if not self._writer.is_alive():
            self._writer = None
            self._write_latecomers()

    def _write_latecomers(self) -> None:
        """What other threads have logged while the writer came to its end."""
        until = time.monotonic() + FLUSH_TIMEOUT_S
        while time.monotonic() < until:
            try:
                line = self._queue.get_nowait()
            except queue.Empty:
                return
            if line is not None:
                self._write_directly(line)

    def _write_queued(self) -> None:
        while (line := self._queue.get()) is not None:
            if not self._write(line):
                self._count_dropped()
            if self._queue.empty():
                self._announce_dropped()

    def _write_directly(self, line: bytes) -> None:
        if not (self._takes_a_line() and self._write(line)):
            self._count_dropped()
        elif self._dropped and self._takes_a_line():
            self._announce_dropped()

    def _takes_a_line(self) -> bool:
        """Whether a line can be written without waiting. Waits: at most DIRECT_WRITE_TIMEOUT_S until it can."""
        poll = select.poll()
        poll.register(1, select.POLLOUT)
        # A pipe that can be written to at all takes PIPE_BUF bytes, and a line is not longer; two lines may be.
        return bool(poll.poll(DIRECT_WRITE_TIMEOUT_S * 1000))

    def _write(self, line: bytes) -> bool:
        try:
            os.write(1, line)
        except OSError:  # nobody reads it any more, or it does not wait and is full
            return False
        return True

    def _announce_dropped(self) -> None:
        if not self._dropped:
            return
        dropped, self._dropped = self._dropped, 0
        announcement = logging.makeLogRecord(
            {
                "name": "surelock.log",
                "levelno": logging.WARNING,
                "msg": "log lines were dropped",
                "created": time.time(),
                "event": "lifecycle",
                "event_fields": {"action": "lines_dropped", "count": dropped},
            }
        )
        line = self._line_of(announcement)
        if not self._write(line):
            self._dropped += dropped
        elif self._ship is not None:
            self._ship(line)

    def _count_dropped(self) -> None:
        self._dropped += 1
        metrics.count_dropped_lines(1)

    def _line_of(self, record: logging.LogRecord) -> bytes:
        return self.format(record).encode("ascii", "replace") + b"\n"
