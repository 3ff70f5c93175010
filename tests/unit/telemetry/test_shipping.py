"""Shipping lines: how they are batched, what is dropped and counted, when a batch is sent again, and what ends when."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import formatdate

import pytest

from service.backoff import Backoff
from service.telemetry import metrics, shipping
from service.telemetry.shipping import (
    BATCH_MAX_LINES,
    BATCH_WAIT_S,
    RETRY_AFTER_MAX_S,
    BatchRejected,
    LineQueue,
    LogShipper,
    SinkBusy,
    SinkTimeout,
    SinkUnreachable,
    retry_after_s,
)
from tests.support.lines import LogLines
from tests.unit.threads import LIMIT_S, SLACK_S, in_thread, wait_until


@dataclass
class Clock:
    """Moves when it is told to, and tells when somebody looks at it."""

    now: float = 0.0
    looked: threading.Event = field(default_factory=threading.Event)

    def __call__(self) -> float:
        self.looked.set()
        return self.now


@dataclass
class Sink:
    """Takes batches, after the failures it was told to begin with; says when it is busy with one, and may hold it."""

    failures: list[Exception] = field(default_factory=list)
    batches: list[list[bytes]] = field(default_factory=list)
    posts: int = 0
    called: threading.Event = field(default_factory=threading.Event)
    may_answer: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.may_answer.set()

    def post(self, body: bytes) -> None:
        self.posts += 1
        self.called.set()
        assert self.may_answer.wait(LIMIT_S)
        if self.failures:
            raise self.failures.pop(0)
        self.batches.append(gzip.decompress(body).splitlines(keepends=True))

    def lines(self) -> list[bytes]:
        return [line for batch in self.batches for line in batch]


@pytest.fixture(autouse=True)
def _no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipping, "BATCH_WAIT_S", 0.01)
    monkeypatch.setattr(shipping, "BACKOFF_FIRST_S", 0.001)
    monkeypatch.setattr(shipping, "BACKOFF_MAX_S", 0.01)


@pytest.fixture
def sink() -> Iterator[Sink]:
    made = Sink()
    yield made
    made.may_answer.set()


def numbered(first: int, last: int) -> list[bytes]:
    return [b'{"line":%d}\n' % number for number in range(first, last + 1)]


def started(sink: Sink, lines: list[bytes]) -> LogShipper:
    shipper = LogShipper(sink.post)
    shipper.start()
    for line in lines:
        shipper.put(line)
    return shipper


# Batches


def test_a_full_batch_does_not_wait_for_its_time() -> None:
    """A hundred lines are a request's worth of work for the sink; to hold them back gains nothing."""
    lines = LineQueue(Clock())
    for line in numbered(1, BATCH_MAX_LINES + 1):
        lines.put(line)
    assert in_thread(lines.take).result(LIMIT_S) == numbered(1, BATCH_MAX_LINES)
    assert len(lines) == 1


def test_a_small_batch_waits_for_more_until_its_first_line_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """One request a line would be a hundred times the requests; a line a minute late would be no help."""
    monkeypatch.setattr(shipping, "BATCH_WAIT_S", BATCH_WAIT_S)
    clock = Clock()
    lines = LineQueue(clock)
    lines.put(b"1\n")
    clock.looked.clear()
    taken = in_thread(lines.take)
    assert clock.looked.wait(LIMIT_S)
    clock.now = BATCH_WAIT_S * 0.99
    lines.put(b"2\n")
    clock.now = BATCH_WAIT_S
    assert taken.result(LIMIT_S) == [b"1\n", b"2\n"]


def test_what_is_left_comes_at_once_when_the_queue_is_closed() -> None:
    """A worker that leaves has no second to spare for a batch to grow."""
    lines = LineQueue(Clock())
    lines.put(b"1\n")
    taken = in_thread(lines.take)
    lines.close()
    assert taken.result(LIMIT_S) == [b"1\n"]
    assert lines.take() == []


# What is dropped


def test_the_newest_lines_are_dropped_when_the_queue_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first lines of an incident say what began it."""
    monkeypatch.setattr(shipping, "QUEUE_MAX_LINES", 3)
    lines = LineQueue(Clock())
    for line in numbered(1, 5):
        lines.put(line)
    lines.close()
    assert (lines.take(), lines.dropped) == (numbered(1, 3), 2)


def test_a_queue_whose_lock_is_not_free_costs_a_line_and_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever logs may be the thread that accepts connections."""
    monkeypatch.setattr(shipping, "PUT_TIMEOUT_S", 0.01)
    lines = LineQueue(Clock())
    assert lines.put(b"first\n")
    with lines._changed:
        assert in_thread(lambda: lines.put(b"second\n")).result(LIMIT_S) is False
        in_thread(lines.close).result(LIMIT_S)
    assert lines.dropped == 1
    assert lines.take() == [b"first\n"]
    assert lines.take() == []


def test_every_line_is_shipped_or_counted(sink: Sink, monkeypatch: pytest.MonkeyPatch, log_lines: LogLines) -> None:
    """Conservation, with many threads at a queue that is full most of the time."""
    monkeypatch.setattr(shipping, "QUEUE_MAX_LINES", 16)
    sink.may_answer.clear()
    shipper = started(sink, [b"0\n"])
    assert sink.called.wait(LIMIT_S)
    barrier = threading.Barrier(8)

    def work() -> None:
        barrier.wait(LIMIT_S)
        for line in numbered(1, 500):
            shipper.put(line)

    for future in [in_thread(work) for _ in range(8)]:
        future.result(LIMIT_S)
    sink.may_answer.set()
    shipper.stop()
    counts = shipper.counts()
    assert counts.shipped == len(sink.lines())
    assert counts.shipped + counts.dropped["queue_full"] == 1 + 8 * 500
    assert counts.queued == 0


def test_lines_that_were_dropped_are_told_with_their_number(
    sink: Sink, monkeypatch: pytest.MonkeyPatch, log_lines: LogLines
) -> None:
    """Whoever counts in the aggregator must see that there is a gap, and how large it is."""
    monkeypatch.setattr(shipping, "QUEUE_MAX_LINES", 4)
    unshipped: list[tuple[str, int]] = []
    monkeypatch.setattr(metrics, "count_unshipped_lines", lambda *counted: unshipped.append(counted))
    sink.may_answer.clear()
    shipper = started(sink, [b"0\n"])
    assert sink.called.wait(LIMIT_S)
    for line in numbered(1, 7):
        shipper.put(line)
    sink.may_answer.set()
    wait_until(lambda: shipper.counts().shipped == 5)
    assert unshipped == [("queue_full", 1)] * 3
    shipper.stop()
    told = log_lines.only("lifecycle")
    assert (told["action"], told["count"], told["level"]) == ("lines_dropped", 3, "warn")


# What is sent again


def test_a_batch_that_failed_is_sent_again_until_it_is_taken(sink: Sink, log_lines: LogLines) -> None:
    """An outage of the sink costs nothing while the queue holds."""
    sink.failures = [SinkTimeout(), SinkUnreachable(), SinkBusy(503, 0), RuntimeError("ours")]
    shipper = started(sink, numbered(1, 10))
    wait_until(lambda: shipper.counts().shipped == 10)
    shipper.stop()
    assert sink.lines() == numbered(1, 10)
    assert sink.posts - len(sink.batches) == 4


def test_a_rejected_batch_is_dropped_and_counted(sink: Sink, log_lines: LogLines) -> None:
    """Sent for ever, it would hold up all that come after it."""
    sink.failures = [BatchRejected(400)]
    shipper = started(sink, numbered(1, BATCH_MAX_LINES))
    for line in numbered(101, 200):
        shipper.put(line)
    wait_until(lambda: shipper.counts().shipped == 100)
    shipper.stop()
    assert sink.lines() == numbered(101, 200)
    assert shipper.counts().dropped == {"queue_full": 0, "rejected": 100}


def test_an_outage_is_told_once_and_again_when_its_nature_changes(sink: Sink, log_lines: LogLines) -> None:
    """Its lines are shipped, too: one for each try would make an outage feed itself."""
    outage = [SinkUnreachable() for _ in range(5)] + [SinkTimeout() for _ in range(5)]
    sink.failures = list(outage)
    shipper = started(sink, numbered(1, 1))
    wait_until(lambda: shipper.counts().shipped == 1)
    sink.failures = [SinkTimeout()]
    shipper.put(b"2\n")
    wait_until(lambda: shipper.counts().shipped == 2)
    shipper.stop()
    told = [(line["component"], line["error_kind"], line["error_code"]) for line in log_lines.failures()]
    unreachable = ("log_shipper", "external_error", "log_sink_failed")
    late = ("log_shipper", "external_timeout", "log_sink_timeout")
    assert told == [unreachable, late, late]


def test_pauses_grow_to_their_cap_and_never_below_what_the_sink_asked_for(sink: Sink) -> None:
    """A sink that comes back must not be met by everybody at once."""
    shipper = LogShipper(sink.post)
    shipper._backoff = Backoff(0.5, 10.0)
    pauses = [shipper._pause_s(SinkUnreachable()) for _ in range(20)]
    for pause_s, middle_s in zip(pauses, [0.5, 1, 2, 4, 8] + [10] * 15, strict=True):
        assert middle_s * 0.8 <= pause_s <= middle_s * 1.2
    assert shipper._pause_s(SinkBusy(429, 25.0)) == 25.0


@pytest.mark.parametrize(
    ("header", "expected_s"),
    [
        (None, 0.0),
        ("7", 7.0),
        ("0", 0.0),
        ("86400", RETRY_AFTER_MAX_S),
        ("9" * 5000, 0.0),
        ("soon", 0.0),
        ("-5", 0.0),
        ("", 0.0),
        ("Thu, 99 Foo 99999999 99:99:99 GMT", 0.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
    ],
)
def test_retry_after_is_read_up_to_a_cap(header: str | None, expected_s: float) -> None:
    """It comes from outside; a day, or nonsense, must not stop the shipping."""
    assert retry_after_s(header) == expected_s


def test_retry_after_may_be_a_date() -> None:
    """RFC 9110 allows it, and some proxies send nothing else."""
    assert 5 < retry_after_s(formatdate(time.time() + 10, usegmt=True)) <= 10


# The end


def test_stopping_ships_what_is_queued(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last lines of a worker are often the ones that explain why it ended."""
    monkeypatch.setattr(shipping, "BATCH_WAIT_S", 3600)
    shipper = started(sink, numbered(1, 250))
    in_thread(shipper.stop).result(LIMIT_S)
    assert sink.lines() == numbered(1, 250)


def test_stopping_ends_although_the_sink_hangs_and_tells_what_was_left(
    sink: Sink, monkeypatch: pytest.MonkeyPatch, log_lines: LogLines
) -> None:
    """A worker that leaves must not be kept by its aggregator."""
    monkeypatch.setattr(shipping, "STOP_TIMEOUT_S", 0.2)
    sink.may_answer.clear()
    shipper = started(sink, numbered(1, 120))
    assert sink.called.wait(LIMIT_S)
    began = time.monotonic()
    shipper.stop()
    assert time.monotonic() - began < 0.2 + SLACK_S
    assert log_lines.only("lifecycle")["count"] == 120


def test_stopping_ends_a_pause_and_tries_once_more(
    sink: Sink, monkeypatch: pytest.MonkeyPatch, log_lines: LogLines
) -> None:
    """The sink may be back; and if it is not, the pause must not hold the worker."""
    pauses = threading.Event()

    def an_hour_s(_backoff: Backoff) -> float:
        pauses.set()
        return 3600.0

    monkeypatch.setattr(Backoff, "next_s", an_hour_s)
    sink.failures = [SinkUnreachable()]
    shipper = started(sink, numbered(1, 1))
    assert pauses.wait(LIMIT_S)
    in_thread(shipper.stop).result(LIMIT_S)
    assert sink.lines() == numbered(1, 1)


def test_stopping_with_the_sink_away_tries_once_and_counts_the_rest(sink: Sink, log_lines: LogLines) -> None:
    """Two hundred failing tries, one for each batch, would take the whole bound."""
    sink.may_answer.clear()
    sink.failures = [SinkUnreachable() for _ in range(1000)]
    shipper = started(sink, numbered(1, 1000))
    assert sink.called.wait(LIMIT_S)
    stopped = in_thread(shipper.stop)
    wait_until(shipper._stopping.is_set)
    sink.may_answer.set()
    stopped.result(LIMIT_S)
    assert sink.posts == 1
    assert log_lines.only("lifecycle")["count"] == 1000


def test_a_line_after_the_end_waits_for_nobody(sink: Sink) -> None:
    """Something may be logged while the process leaves."""
    shipper = started(sink, [])
    shipper.stop()
    in_thread(lambda: shipper.put(b"late\n")).result(LIMIT_S)
    assert sink.batches == []
