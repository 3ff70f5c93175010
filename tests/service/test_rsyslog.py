"""The runbook's recipe for hosts that tail standard output: the configuration file it names, in a real rsyslogd."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.rsyslog import RunningRsyslog, TcpSink, rsyslog
from tests.support.service import RunningService, wait_for

ARRIVAL_S = 20.0
RECOVERY_S = 60.0  # the longest pause between two tries is 30 s
REQUESTS = 200
STRAY_LINES = b"Fatal Python error: Segmentation fault\n[1, 2]\n"


@pytest.fixture
def sink() -> Iterator[TcpSink]:
    opened = TcpSink()
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def running(tmp_path: Path, sink: TcpSink) -> Iterator[RunningRsyslog]:
    with rsyslog(tmp_path, sink) as started:
        yield started


def write_requests(service: RunningService, source: Path) -> set[str]:
    """Have *service* write lines, and append them to what is tailed; returns their span ids."""
    answers = [service.get("/nothing/here") for _ in range(REQUESTS)]
    spans = {answer.headers["traceparent"].split("-")[2] for answer in answers}
    wait_for(lambda: spans <= _spans(service.log_file.read_bytes().splitlines()), ARRIVAL_S, "the lines are written")
    with source.open("ab") as file:
        file.writelines(
            line
            for line in service.log_file.read_bytes().splitlines(keepends=True)
            if json.loads(line).get("span_id") in spans
        )
    return spans


def _spans(lines: list[bytes]) -> set[str]:
    return {json.loads(line).get("span_id") for line in lines}


def test_every_line_arrives_although_the_aggregator_was_away(
    service: RunningService, running: RunningRsyslog, sink: TcpSink
) -> None:
    """Counted by id: a line that was under way when the connection broke may arrive twice."""
    before = write_requests(service, running.source)
    wait_for(lambda: before <= _spans(sink.lines), ARRIVAL_S, "the first lines arrive")
    sink.close()
    meanwhile = write_requests(service, running.source)
    wait_for(lambda: b"cannot connect" in running.messages.read_bytes(), RECOVERY_S, "rsyslog notices the outage")
    meanwhile |= write_requests(service, running.source)
    sink.open()
    after = write_requests(service, running.source)
    wait_for(lambda: meanwhile | after <= _spans(sink.lines), RECOVERY_S, "all lines arrive")
    assert set(sink.lines) == set(running.source.read_bytes().splitlines(keepends=True))


def test_rsyslog_may_be_restarted_while_the_aggregator_is_away(
    service: RunningService, tmp_path: Path, sink: TcpSink
) -> None:
    """An outage often ends with somebody restarting everything."""
    sink.close()
    with rsyslog(tmp_path, sink) as first:
        spans = write_requests(service, first.source)
        wait_for(lambda: b"cannot connect" in first.messages.read_bytes(), ARRIVAL_S, "rsyslog has read lines")
    assert list(tmp_path.glob("surelock.0*")), "the queue is on the disk"
    sink.open()
    with rsyslog(tmp_path, sink) as second:
        spans |= write_requests(service, second.source)
        wait_for(lambda: spans <= _spans(sink.lines), ARRIVAL_S, "all lines arrive")


def test_a_line_that_is_not_json_is_kept_apart(service: RunningService, running: RunningRsyslog, sink: TcpSink) -> None:
    """It would break the aggregator's parser; and it is the one line that nobody must lose."""
    with running.source.open("ab") as file:
        file.write(STRAY_LINES)
    spans = write_requests(service, running.source)
    wait_for(lambda: spans <= _spans(sink.lines), ARRIVAL_S, "the lines arrive")
    wait_for(lambda: running.not_json.exists(), ARRIVAL_S, "the others are kept")
    wait_for(lambda: running.not_json.read_bytes() == STRAY_LINES, ARRIVAL_S, "the others are kept whole")
    assert len(sink.lines) == REQUESTS
    assert running.messages.read_bytes() == b""


def test_the_longest_line_arrives_whole(running: RunningRsyslog, sink: TcpSink) -> None:
    """A cut line is not JSON any more."""
    longest = b'{"event":"log","message":"' + b"x" * (4096 - 29) + b'"}\n'
    assert len(longest) == 4096
    with running.source.open("ab") as file:
        file.write(longest)
    wait_for(lambda: sink.lines == [longest], ARRIVAL_S, "the line arrives")
