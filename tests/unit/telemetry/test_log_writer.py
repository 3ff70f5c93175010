"""Standard output: one write a line, and nobody waits for a reader that stalls."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator
from concurrent import futures
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

from service.telemetry import output as output_module
from service.telemetry.logs import write_event
from service.telemetry.output import StandardOutputHandler
from tests.support.lines import LINE_MAX_BYTES, checked, formatter
from tests.unit.threads import LIMIT_S, in_thread, wait_until

LOG = logging.getLogger("surelock.test")
REAL_WRITE: Callable[[int, bytes], int] = os.write


@dataclass
class Output:
    """File descriptor 1, write by write; it can stall, or break."""

    writes: list[bytes] = field(default_factory=list)
    flows: threading.Event = field(default_factory=threading.Event)
    waiting: threading.Event = field(default_factory=threading.Event)
    is_broken: bool = False

    def write(self, descriptor: int, data: bytes) -> int:
        if descriptor != 1:
            return REAL_WRITE(descriptor, data)
        if not self.flows.is_set():
            self.waiting.set()
            assert self.flows.wait(LIMIT_S)
        if self.is_broken:
            raise BrokenPipeError
        self.writes.append(bytes(data))
        return len(data)

    def events(self) -> list[dict[str, Any]]:
        return [checked(data.decode().removesuffix("\n")) for data in self.writes]


@pytest.fixture
def output(monkeypatch: pytest.MonkeyPatch) -> Output:
    made = Output()
    made.flows.set()
    monkeypatch.setattr(os, "write", made.write)
    return made


@pytest.fixture
def handler(output: Output, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandardOutputHandler]:
    """The one handler of a process, with room for four lines in its queue."""
    monkeypatch.setattr(output_module, "QUEUE_MAX_LINES", 4)
    root, made = logging.getLogger(), StandardOutputHandler()
    made.setFormatter(formatter())
    level = root.level
    root.addHandler(made)
    root.setLevel(logging.DEBUG)
    yield made
    output.flows.set()
    made.stop_writer()
    root.removeHandler(made)
    root.setLevel(level)


def tell(number: int) -> None:
    write_event(LOG, "lifecycle", "info", f"line {number}", action="ready")


def stalled(handler: StandardOutputHandler, output: Output) -> None:
    """Bring the writer thread to wait for a reader that does not come."""
    output.flows.clear()
    output.waiting.clear()
    handler.start_writer()
    tell(0)
    assert output.waiting.wait(LIMIT_S)


@pytest.mark.parametrize("has_writer", [False, True], ids=["directly", "by the writer"])
def test_each_line_is_a_single_write_of_at_most_4096_bytes(
    handler: StandardOutputHandler, output: Output, has_writer: bool
) -> None:
    """Workers share one pipe; a line in two writes can have another worker's line in its middle."""
    if has_writer:
        handler.start_writer()
    for number in range(3):
        tell(number)
    LOG.error("🔑" * 5000)
    handler.stop_writer()
    assert len(output.writes) == 4
    for data in output.writes:
        assert len(data) <= LINE_MAX_BYTES
        assert data.endswith(b"\n")
        assert data.count(b"\n") == 1
    assert [event["message"] for event in output.events()][:3] == ["line 0", "line 1", "line 2"]


def test_a_reader_that_stalls_holds_nobody(handler: StandardOutputHandler, output: Output) -> None:
    """A request must not wait for whoever reads the log."""
    stalled(handler, output)

    def tell_many() -> None:
        for number in range(1, 100):
            tell(number)

    in_thread(tell_many).result(LIMIT_S)
    assert output.writes == []


def test_lines_that_found_no_room_are_counted_and_told_later(handler: StandardOutputHandler, output: Output) -> None:
    """A gap in the log must be visible as one, with its size."""
    stalled(handler, output)
    for number in range(1, 11):
        tell(number)  # four find room
    output.flows.set()
    wait_until(lambda: len(output.writes) == 6)
    handler.stop_writer()
    events = output.events()
    assert [event["message"] for event in events[:5]] == [f"line {number}" for number in range(5)]
    (told,) = [event for event in events if event.get("action") == "lines_dropped"]
    assert (told["event"], told["level"], told["count"]) == ("lifecycle", "warn", 6)


def test_every_line_is_written_or_counted(handler: StandardOutputHandler, output: Output) -> None:
    """Conservation, with many threads at a queue that is full most of the time."""
    stalled(handler, output)
    barrier = threading.Barrier(8)

    def work() -> None:
        barrier.wait(LIMIT_S)
        for number in range(50):
            tell(number)

    for future in [in_thread(work) for _ in range(8)]:
        future.result(LIMIT_S)
    output.flows.set()
    wait_until(lambda: any(b"lines_dropped" in data for data in output.writes))
    handler.stop_writer()
    events = output.events()
    dropped = sum(event["count"] for event in events if event["action"] == "lines_dropped")
    written = sum(event["action"] == "ready" for event in events)
    assert written + dropped == 1 + 8 * 50


def test_two_lines_are_not_written_where_there_is_room_for_one(
    handler: StandardOutputHandler, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was dropped is told behind the line that found room again; the master must not wait for more room."""
    monkeypatch.setattr(os, "write", REAL_WRITE)
    monkeypatch.setattr(output_module, "DIRECT_WRITE_TIMEOUT_S", 0.05)
    handler.setFormatter(logging.Formatter())
    with _full_pipe_as_standard_output() as reader:
        tell(0)  # finds no room
        os.read(reader, PIPE_PAGE_BYTES)
        writing = in_thread(lambda: LOG.error("x" * (PIPE_PAGE_BYTES - 1)))
        _done, waiting = futures.wait([writing], timeout=LIMIT_S)
        os.read(reader, 16 * PIPE_PAGE_BYTES)  # also for a thread that waits: nothing is left behind
    assert not waiting


PIPE_PAGE_BYTES = 4096


@contextmanager
def _full_pipe_as_standard_output() -> Iterator[int]:
    """The other end of a pipe that is full and stands in place of file descriptor 1."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with suppress(BlockingIOError):
        while True:
            REAL_WRITE(writer, b"x" * PIPE_PAGE_BYTES)
    os.set_blocking(writer, True)
    before = os.dup(1)
    os.dup2(writer, 1)
    try:
        yield reader
    finally:
        os.dup2(before, 1)
        for descriptor in (before, reader, writer):
            os.close(descriptor)


def test_stopping_writes_what_is_queued_and_goes_on_directly(handler: StandardOutputHandler, output: Output) -> None:
    """The last lines of a worker are often the ones that explain why it ended."""
    handler.start_writer()
    for number in range(4):
        tell(number)
    handler.stop_writer()
    tell(4)
    assert [event["message"] for event in output.events()] == [f"line {number}" for number in range(5)]


def test_stopping_ends_although_the_reader_stalls(handler: StandardOutputHandler, output: Output) -> None:
    """A worker that leaves must not be kept by the reader of its log; and what is logged then waits for nobody."""
    stalled(handler, output)
    for number in range(10):
        tell(number)
    in_thread(handler.stop_writer).result(LIMIT_S)
    in_thread(lambda: tell(11)).result(LIMIT_S)


def test_stopping_what_was_not_started_does_nothing(handler: StandardOutputHandler, output: Output) -> None:
    """Commands never start a writer."""
    handler.stop_writer()
    tell(0)
    assert len(output.writes) == 1


@pytest.mark.parametrize("has_writer", [False, True], ids=["directly", "by the writer"])
def test_a_reader_that_has_gone_is_no_failure(handler: StandardOutputHandler, output: Output, has_writer: bool) -> None:
    """There is no place left to tell it; and the writer goes on for the case that one comes back."""
    if has_writer:
        handler.start_writer()
    output.is_broken = True
    tell(0)
    wait_until(handler._queue.empty)
    handler.stop_writer()
    output.is_broken = False
    tell(1)
    line, dropped = output.events()
    assert line["message"] == "line 1"
    assert (dropped["action"], dropped["count"]) == ("lines_dropped", 1)


def test_what_is_shipped_is_what_is_written(handler: StandardOutputHandler, output: Output) -> None:
    """Two logs that differ can't be compared; the number of lines that were lost included."""
    shipped: list[bytes] = []
    handler.start_writer(shipped.append)
    output.flows.clear()
    output.waiting.clear()
    tell(0)
    assert output.waiting.wait(LIMIT_S)
    for number in range(1, 11):
        tell(number)  # four find room
    assert len(shipped) == 11, "whoever reads standard output does not hold up the other reader"
    output.flows.set()
    wait_until(lambda: len(output.writes) == 6)
    handler.stop_writer()
    assert shipped[:5] == output.writes[:5]
    assert shipped[11:] == output.writes[5:]


def test_no_lock_is_taken_for_a_line(handler: StandardOutputHandler) -> None:
    """logging's own lock would be held while a line is formatted, and waited for without bound."""
    assert handler.lock is None


def test_what_is_logged_while_the_writer_stops_is_written(handler: StandardOutputHandler, output: Output) -> None:
    """Other threads go on until the very end of a worker."""
    stalled(handler, output)
    stopping = in_thread(handler.stop_writer)
    wait_until(lambda: handler._queue.qsize() == 1)  # the writer has been told to end, but has not yet
    tell(1)
    output.flows.set()
    stopping.result(LIMIT_S)
    assert [event["message"] for event in output.events()] == ["line 0", "line 1"]
