"""The log analyzer, from the command line in: each promise of its report, and what a log may throw at it."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import signal
import stat
import subprocess
import sys
import tempfile
import termios
import time
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from analyze_errors import main
from error_analysis import inputs

SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "analyze_errors.py"
CLASSES = ("json", "legacy", "text", "malformed", "duplicate", "blank")
TRACE = "0123456789abcdef0123456789abcdef"
NOON = "2026-11-22T12:00:00.000Z"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P"
BCRYPT = "$2b$11$" + "abcdefghijklmnopqrstuu" + "v" * 31
Report = dict[str, Any]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def text_of(log: bytes, *options: str) -> str:
    """What the command prints about a file with these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log"
        path.write_bytes(log)
        result = run(*options, path)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.stdout


def report_of(log: bytes | str | Iterable[str | dict[str, Any]], *options: str) -> Report:
    """The JSON report on a log, given as it is or line by line."""
    if not isinstance(log, bytes | str):
        log = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in log)
    text = text_of(log.encode("utf-8") if isinstance(log, str) else log, "--format", "json", *options)
    report: Report = json.loads(text)
    assert sum(report["lines"][name] for name in CLASSES) == report["lines"]["total"]
    return report


def failure(**fields: Any) -> dict[str, Any]:
    return {"timestamp": NOON, "event": "request", "status_code": 503, "error_kind": "pool_timeout"} | fields


def classes_of(log: bytes | str) -> dict[str, int]:
    """The classes that occur among the lines of *log*, and how often."""
    lines = report_of(log)["lines"]
    return {name: lines[name] for name in CLASSES if lines[name]}


def counts(report: Report, by: str) -> dict[Any, int]:
    rows = report[f"by_{by}"]
    return {next(iter(row.values())): row["count"] for row in rows}


# Lines and their classes


@pytest.mark.parametrize(
    ("line", "line_class"),
    [
        ("", "blank"),
        (" \t ", "blank"),
        ("\r", "blank"),
        ("\x1b[0m", "blank"),
        ('{"a": 1}', "json"),
        ('  {"a": 1}  ', "json"),
        ('{"a": 1}\r', "json"),
        ('\x1b[32m{"a": 1}\x1b[0m', "json"),
        ("{}", "json"),
        ('{"a": 1, "a": 2}', "json"),
        ('{"a": "\\ud800"}', "json"),
        ('{"a": 184467440737095516160}', "json"),
        ('{"a": ' + "9" * 5000 + "}", "json"),
        ('{"a": 1e999}', "json"),
        ('{"a": "\u2028\u0085"}', "json"),
        ('2026-11-22T12:00:00Z {"a": 1}', "json"),
        ('2026-11-22T12:00:00.123456789Z {"a": 1}', "json"),
        ('2026-11-22 12:00:00,123 {"a": 1}', "json"),
        ('2026-11-22T12:00:00+01:00 {"a": 1}', "json"),
        ('surelock-1  | {"a": 1}', "json"),
        ("{", "malformed"),
        ('{"a": NaN}', "malformed"),
        ('{"a": Infinity}', "malformed"),
        ('{"a": -Infinity}', "malformed"),
        ('{"a": 1} more', "malformed"),
        ('{"a": 01}', "malformed"),
        ('{"a": "\t"}', "malformed"),
        ("{'a': 1}", "malformed"),
        ('{"a": 1}{"b": 2}', "malformed"),
        ("{event=request status_code=500", "malformed"),
        ("{ event=request", "malformed"),
        ("2026-11-22T12:00:00Z {oops", "malformed"),
        ("surelock-1 | {oops", "malformed"),
        ('{"a": ' + "[" * 100_000, "malformed"),
        ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", "malformed"),
        ("event=request", "legacy"),
        ('2026-11-22T12:00:00Z [ERRO] it failed error_kind="pool_timeout"', "legacy"),
        ("\x1b[35mevent\x1b[0m=\x1b[2m\"\x1b[0mrequest\x1b[2m\"\x1b[0m", "legacy"),
        ("event=", "legacy"),
        ("status_code=500 endpoint=/x", "text"),
        ('message="a event=request b"', "text"),
        ('message="a \\" event=request b"', "text"),
        ('message="never closed event=request', "text"),
        ("my_event=request", "text"),
        ("GET /?event=request", "text"),
        ("event = request", "text"),
        ('[{"event": "request"}]', "text"),
        ('INFO: {"event": "request"}', "text"),
        ('"event"', "text"),
        ("Ünïcödé", "text"),
        ("\u00a0", "text"),
        ('\u00a0{"a": 1}', "text"),
    ],
    ids=lambda value: ascii(value)[:40],
)  # fmt: skip
def test_each_line_has_exactly_one_class(line: str, line_class: str) -> None:
    """Whoever adds the classes up must find every line again."""
    assert classes_of(line + "\n") == {line_class: 1}


@pytest.mark.parametrize(("log", "total"), [("", 0), ("\n", 1), ("a", 1), ("a\n", 1), ("a\n\n", 2), ("a\nb", 2)])
def test_lines_end_at_line_feeds_and_the_last_one_need_not(log: str, total: int) -> None:
    """A log that is still being written ends anywhere."""
    assert report_of(log)["lines"]["total"] == total


def test_other_line_separators_split_nothing() -> None:
    """A message with U+2028 in it is one line for the writer and must be one for the reader."""
    assert classes_of("a\x0bb\x0cc\x85d\u2028e\u2029f\rg\n") == {"text": 1}


def test_a_byte_order_mark_is_removed_at_the_start_of_each_input(tmp_path: Path) -> None:
    """Windows tools put one there; the first event must not be lost to it."""
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + json.dumps({"name": name}).encode() + b"\n")
    report = json.loads(run("--format", "json", tmp_path / "one", tmp_path / "two").stdout)
    assert report["lines"]["json"] == 2


def test_a_line_seen_before_in_any_input_is_a_duplicate_and_counted_nowhere_else(tmp_path: Path) -> None:
    """Overlapping downloads of a log must not double the failures."""
    line = json.dumps(failure(message="WORKER TIMEOUT", trace_id=TRACE))
    legacy = "2026-11-22T12:00:00Z event=request status_code=500"
    (tmp_path / "one").write_text(f"{line}\n{legacy}\n{line}\r\n")
    (tmp_path / "two").write_text(f"\x1b[31m{line}\x1b[0m\n{legacy}\n{line} \n")
    report = json.loads(run("--format", "json", tmp_path / "one", tmp_path / "two").stdout)
    assert report["lines"] == {
        "total": 6, "json": 2, "legacy": 1, "text": 0, "malformed": 0, "duplicate": 3, "blank": 0, "repaired": 0,
        "undated": 0,
    }  # fmt: skip
    assert report["requests"]["total"] == report["failures"]["total"] == 3
    assert report["signals"]["worker_timeouts"] == 2
    assert len(report["samples"]) == 2


def test_text_and_malformed_lines_are_never_duplicates() -> None:
    """A repeated traceback is a second traceback."""
    report = report_of("Traceback (most recent call last):\n{oops\n" * 2)
    assert (report["lines"]["text"], report["lines"]["malformed"], report["lines"]["duplicate"]) == (2, 2, 0)
    assert report["signals"]["tracebacks"] == 2


@pytest.mark.parametrize(
    ("line", "line_class"),
    [
        (b'{"event": "request", "endpoint": "/\xff", "status_code": 500}', "json"),
        (b"event=request endpoint=/\xff status_code=500", "legacy"),
        (b"caf\xe9", "text"),
        (b"{caf\xe9", "malformed"),
        (b'{"a": "\xed\xa0\x80"}', "json"),
    ],
)
def test_a_line_that_is_not_utf_8_is_read_and_counted_as_repaired(line: bytes, line_class: str) -> None:
    """One wrong byte must not cost the failure that the line tells of."""
    report = report_of(line + b"\n")
    assert report["lines"][line_class] == report["lines"]["repaired"] == 1
    if b"500" in line:
        assert counts(report, "endpoint") == {"/\ufffd": 1}


def test_a_repeated_line_that_is_not_utf_8_is_repaired_again() -> None:
    """`repaired` counts lines whatever their class."""
    report = report_of(b'{"a": "\xff"}\n' * 3)
    assert (report["lines"]["json"], report["lines"]["duplicate"], report["lines"]["repaired"]) == (1, 2, 3)


def test_lines_with_different_wrong_bytes_are_different() -> None:
    """Byte-identical is said of what was written, not of what is shown."""
    assert classes_of(b'{"a": "\xff"}\n{"a": "\xfe"}\n') == {"json": 2}


def test_a_line_of_many_megabytes_is_read_and_an_endless_one_costs_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's log may hold a line of any length; the lines behind it count."""
    after = json.dumps(failure())
    assert classes_of(json.dumps({"a": "x" * 5_000_000}) + f"\n{after}\n") == {"json": 2}
    monkeypatch.setattr(inputs, "LINE_MAX_BYTES", 1000)
    assert classes_of(json.dumps({"a": "x" * 5_000_000}) + f"\n{after}\n") == {"json": 1, "malformed": 1}


@pytest.mark.parametrize("long_line", ['"' * 10**6, 'a="' + '\\"' * 10**6, "a " * 10**6, "a=" * 10**6, "a-" * 10**6])
def test_no_line_takes_longer_than_its_length(long_line: str) -> None:
    """Patterns that look back and forth would take days for one line; the limit of the test would end them."""
    assert report_of(f"{long_line} event=x\n")["lines"]["total"] == 1


# Events that arrive in other shapes


@pytest.mark.parametrize(
    "escaped", [lambda text: text, lambda text: json.dumps(text)[1:-1]], ids=["escaped once", "escaped twice"]
)
def test_an_event_in_the_message_of_another_object_is_unwrapped(escaped: Any) -> None:
    """The platform wraps what it took for plain text."""
    event = failure(endpoint="/x", message='said "no"', duration_ms=7, trace_id=TRACE)
    report = report_of(
        [{"message": escaped(json.dumps(event)), "severity": "info", "timestamp": "2020-01-01T00:00:00Z"}]
    )
    assert counts(report, "kind") == {"pool_timeout": 1}
    assert counts(report, "endpoint") == {"/x": 1}
    assert report["samples"][0]["message"] == 'said "no"'
    assert [row["minute"] for row in report["per_minute"]] == ["2026-11-22T12:00Z"]


def test_an_unwrapped_event_without_a_time_has_that_of_its_envelope() -> None:
    """The platform knows when the line came."""
    report = report_of([{"message": '{"event": "request"}', "timestamp": NOON}])
    assert report["lines"]["undated"] == 0
    assert report["per_minute"] == [{"minute": "2026-11-22T12:00Z", "requests": 1, "failures": 0}]


@pytest.mark.parametrize(
    "outer", [{"event": "log"}, {"error_kind": "conflict"}, {"error_kind": None}], ids=["event", "kind", "null kind"]
)
def test_an_object_that_is_an_event_itself_is_not_unwrapped(outer: dict[str, Any]) -> None:
    """A message that quotes another event is no second failure."""
    report = report_of([{"message": json.dumps(failure())} | outer])
    assert "pool_timeout" not in counts(report, "kind")


@pytest.mark.parametrize("message", ["{oops", "{}", '{"a": 1}', '["event"]', 5, None, {"event": "request"}])
def test_a_message_that_is_no_event_is_left_alone(message: Any) -> None:
    """The failure that the outer object tells of stays."""
    report = report_of([{"status_code": 500, "message": message}])
    assert (report["lines"]["json"], counts(report, "kind")) == (1, {"unclassified": 1})


def test_only_top_level_fields_count() -> None:
    """An event that quotes another failure is not that failure."""
    assert report_of([{"event": "log", "context": failure()}])["failures"]["total"] == 0


def test_values_that_were_retyped_on_the_way_are_accepted() -> None:
    """`railway logs --json` makes numbers of text, and text of what it escaped again."""
    report = report_of(
        [failure(status_code="503", sqlstate=57014, duration_ms="12.5", endpoint="/api/users/\\u003cuser_id\\u003e")]
    )
    assert counts(report, "status") == {503: 1}
    assert counts(report, "endpoint") == {"/api/users/<user_id>": 1}
    assert report["by_kind"][0]["p50_ms"] == 12.5


def test_a_legacy_line_is_read_with_quotes_escapes_and_the_last_of_each_key() -> None:
    """The plain form prints the message, which may hold anything, before the fields, which hold."""
    line = (
        r'2026-11-22T13:30:00+01:00 [ERRO] user sent event=logout status_code=200 message="a \"b\" error_kind=fake" '
        rf'error_kind=pool_timeout event="request" error_kind="conflict" status_code=409 trace_id={TRACE} '
        'endpoint="/a b"'
    )
    report = report_of(line)
    assert report["requests"] == {"total": 1, "failed": 1, "error_rate": 1.0}
    assert counts(report, "kind") == {"conflict": 1}
    assert counts(report, "endpoint") == {"/a b": 1}
    assert report["per_minute"] == [{"minute": "2026-11-22T12:30Z", "requests": 1, "failures": 1}]
    assert report["samples"][0]["message"] == 'a "b" error_kind=fake'
    assert report["samples"][0]["timestamp"] == "2026-11-22T13:30:00+01:00"


def test_the_bare_text_before_the_fields_is_the_message_of_a_legacy_line() -> None:
    """That is where `railway logs` prints it."""
    report = report_of(f"2026-11-22T12:00:00Z [ERRO] request failed error_kind=conflict trace_id={TRACE}")
    assert report["samples"][0]["message"] == "[ERRO] request failed"


# What is a failure


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ({"error_kind": "pool_timeout"}, "pool_timeout"),
        ({"error_kind": "pool_timeout", "status_code": 200}, "pool_timeout"),
        ({"error_kind": "made_up_elsewhere", "status_code": 500}, "made_up_elsewhere"),
        ({"error_kind": "other"}, "other"),
        ({"status_code": 400}, "unclassified"),
        ({"status_code": "500"}, "unclassified"),
        ({"status_code": 500.0}, "unclassified"),
        ({"error_kind": "", "status_code": 500}, "unclassified"),
        ({"error_kind": None, "status_code": 500}, "unclassified"),
        ({"error_kind": 5, "status_code": 500}, "unclassified"),
        ({"error_kind": ["conflict"], "status_code": 500}, "unclassified"),
        ({"status_code": 399}, None),
        ({"status_code": True}, None),
        ({"status_code": "many"}, None),
        ({"status_code": None}, None),
        ({"error_kind": None}, None),
        ({"error_kind": "", "status_code": 200}, None),
        ({"level": "error"}, None),
    ],
    ids=str,
)
def test_a_failure_has_a_kind_or_a_status_from_400(event: dict[str, Any], kind: str | None) -> None:
    """So each failure is counted once, whoever wrote the line."""
    report = report_of([event])
    assert counts(report, "kind") == ({kind: 1} if kind else {})
    assert report["failures"]["total"] == (1 if kind else 0)


@pytest.mark.parametrize("endpoint", [None, "", 5, ["/x"], {}, False])
def test_a_missing_or_wrong_endpoint_is_unknown(endpoint: Any) -> None:
    """The failure counts all the same."""
    assert counts(report_of([failure(endpoint=endpoint)]), "endpoint") == {"unknown": 1}
    assert counts(report_of([failure()]), "endpoint") == {"unknown": 1}


@pytest.mark.parametrize(
    "status", [None, "", "ok", True, [503], {}, 503.5, -1, 10**30, "nan", "0x1F7", "5_0_3"], ids=str
)
def test_a_wrong_status_is_none(status: Any) -> None:
    """The failure counts all the same."""
    assert counts(report_of([failure(status_code=status)]), "status") == {"none": 1}


def test_a_missing_status_is_none() -> None:
    """Failures outside requests have no status."""
    assert counts(report_of([{"error_kind": "mail_failed"}]), "status") == {"none": 1}


def test_requests_are_counted_by_event_and_failures_by_line() -> None:
    """A failure outside a request must not make the error rate of requests worse."""
    report = report_of(
        [failure(n=1), failure(n=2, event="error"), {"event": "request"}, {"event": "log"}, "event=request"]
    )
    assert report["requests"] == {"total": 3, "failed": 1, "error_rate": 1 / 3}
    assert report["failures"] == {"total": 2}


@pytest.mark.parametrize("duration", [None, -1, "fast", "NaN", "inf", True, [], 1e999])
def test_a_wrong_duration_stays_out_of_the_percentiles(duration: Any) -> None:
    """One nonsensical value must not move what is told of the others, nor hide the failure."""
    line = json.dumps(failure(duration_ms=duration)).replace("Infinity", "1e999")
    report = report_of([line, failure(duration_ms=40), failure(duration_ms="0")])
    (row,) = report["by_kind"]
    assert (row["count"], row["p50_ms"], row["p99_ms"]) == (3, 0, 40)


def test_percentiles_are_durations_that_were_measured() -> None:
    """Nearest rank, so that the slow request can be found in the log."""
    (row,) = report_of([failure(duration_ms=ms) for ms in range(100, 0, -1)])["by_kind"]
    assert (row["p50_ms"], row["p95_ms"], row["p99_ms"]) == (50, 95, 99)
    (row,) = report_of([failure()])["by_kind"]
    assert (row["p50_ms"], row["p95_ms"], row["p99_ms"]) == (None, None, None)


# Time


@pytest.mark.parametrize(
    ("timestamp", "minute"),
    [
        ("2026-11-22T12:34:56.123Z", "2026-11-22T12:34Z"),
        ("2026-11-22T12:34:56.123456Z", "2026-11-22T12:34Z"),
        ("2026-11-22T12:34:56.123456789Z", "2026-11-22T12:34Z"),
        ("2026-11-22T12:34:56Z", "2026-11-22T12:34Z"),
        ("2026-11-22t12:34:56z", "2026-11-22T12:34Z"),
        ("2026-11-22T12:34:56+05:30", "2026-11-22T07:04Z"),
        ("2026-11-22T00:34:56-01:00", "2026-11-22T01:34Z"),
        ("2026-11-22 12:34:56,123", "2026-11-22T12:34Z"),
        ("2026-11-22 12:34:56 +0100", "2026-11-22T11:34Z"),
        ("2026-12-31T23:59:60.500Z", "2026-12-31T23:59Z"),
        (1795350896, "2026-11-22T12:34Z"),
        (1795350896.789, "2026-11-22T12:34Z"),
        (1795350896789, "2026-11-22T12:34Z"),
        ("1795350896", "2026-11-22T12:34Z"),
        ("1795350896789", "2026-11-22T12:34Z"),
        (99_999_999_999, "5138-11-16T09:46Z"),
        (100_000_000_000, "1973-03-03T09:46Z"),
    ],
    ids=str,
)
def test_a_timestamp_is_read_in_the_forms_logs_have(timestamp: Any, minute: str) -> None:
    """Offsets are honoured, numbers are Unix seconds, or milliseconds from 10^11 up."""
    report = report_of([failure(timestamp=timestamp)])
    assert report["per_minute"] == [{"minute": minute, "requests": 1, "failures": 1}]
    assert report["lines"]["undated"] == 0


@pytest.mark.parametrize(
    "timestamp",
    [None, "", "yesterday", True, [], {}, "2026-13-01T00:00:00Z", "2026-11-22", "2026-02-30T00:00:00.000Z", 1e18, -5,
     "1e400", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-11-22T12:34:61.000Z"],
    ids=str,
)  # fmt: skip
def test_an_event_without_a_readable_time_is_undated_and_takes_part(timestamp: Any) -> None:
    """Only the minutes do not have it."""
    report = report_of([failure(timestamp=timestamp)])
    assert (report["lines"]["undated"], report["failures"]["total"], report["per_minute"]) == (1, 1, [])


def test_a_legacy_line_without_a_time_at_its_start_is_undated_and_text_never_is() -> None:
    """`undated` tells how many events a window leaves out."""
    assert report_of("event=request at=2026-11-22T12:00:00Z\nhello\n\n{oops\n")["lines"]["undated"] == 1


def test_a_window_takes_its_beginning_and_leaves_its_end() -> None:
    """Two windows side by side count nothing twice and nothing never."""
    log = [failure(n=n, timestamp=f"2026-11-22T12:00:0{n}.000Z") for n in range(5)] + [failure(timestamp=None)]
    report = report_of(log, "--since", "2026-11-22T12:00:01Z", "--until", "2026-11-22T13:00:03+01:00")
    assert report["failures"]["total"] == report["requests"]["total"] == 2
    assert (report["lines"]["total"], report["lines"]["json"], report["lines"]["undated"]) == (6, 6, 1)
    assert report["window"] == {"from": "2026-11-22T12:00:01Z", "to": "2026-11-22T12:00:03Z"}
    assert report_of(log, "--since", "2026-11-22T12:00:01Z")["failures"]["total"] == 4
    assert report_of(log, "--until", "2026-11-22T12:00:01Z")["failures"]["total"] == 1
    assert report_of(log)["failures"]["total"] == 6


def test_signals_samples_and_minutes_are_those_of_the_window() -> None:
    """`lines` covers the input, all the rest what was asked for."""
    log: list[str | dict[str, Any]] = ["WORKER TIMEOUT"]
    log += [failure(timestamp="2020-01-01T00:00:00Z", message="WORKER TIMEOUT", trace_id=TRACE)]
    report = report_of(log, "--since", "2026-01-01T00:00:00Z")
    assert report["lines"]["total"] == 2
    assert report["signals"]["worker_timeouts"] == 0
    assert report["samples"] == report["per_minute"] == report["by_kind"] == report["by_status"] == []
    assert report_of(log)["signals"]["worker_timeouts"] == 2


def test_without_a_window_the_report_tells_what_the_log_covers() -> None:
    """The platform may have cut the log: compare the first moment with the one asked for."""
    log = [failure(timestamp=f"2026-11-22T{hour}:00:00.000Z") for hour in (13, 12, 15, 14)]
    assert report_of(log)["window"] == {"from": "2026-11-22T12:00:00Z", "to": "2026-11-22T15:00:00Z"}
    assert report_of("")["window"] == {"from": None, "to": None}


@pytest.mark.parametrize(
    ("age", "count"), [("90s", 1), ("5m", 2), ("30m", 3), ("24h", 4), ("7d", 5), ("999999999999d", 6)]
)
def test_an_age_counts_back_from_now(age: str, count: int) -> None:
    """Nobody types RFC 3339 at three in the morning."""
    ages = [timedelta(seconds=60), timedelta(minutes=3), timedelta(minutes=20), timedelta(hours=20), timedelta(days=6)]
    now = datetime.now(UTC)
    log = [failure(timestamp=(now - age).isoformat()) for age in [*ages, timedelta(days=700)]]
    assert report_of(log, "--since", age)["failures"]["total"] == count
    assert report_of(log, "--until", age)["failures"]["total"] == 6 - count


@pytest.mark.parametrize(
    "time",
    ["", "yesterday", "10", "10x", "-5m", "5 m", "1.5h", "2026-11-22", "2026-11-22T00:00:00", "2026-13-22T00:00:00Z",
     "2026-11-22T00:00:00+1", "1795350896", "٣m"],
)  # fmt: skip
@pytest.mark.parametrize("option", ["--since", "--until"])
def test_a_time_that_is_none_is_wrong_usage(option: str, time: str) -> None:
    """A window that was not understood must not pass for one without failures."""
    result = run(option, time, os.devnull)
    assert result.exit_code == 2
    assert result.stdout == ""


# The report


def test_lists_are_sorted_by_falling_count_and_minutes_by_time() -> None:
    """What matters stands first."""
    kinds = ["conflict"] * 2 + ["pool_timeout"] * 3 + ["auth_error"]
    log = [
        failure(
            error_kind=kind,
            endpoint=f"/{kind}",
            status_code=400 + len(kind),
            timestamp=f"2026-11-22T12:0{9 - n}:00Z",
        )
        for n, kind in enumerate(kinds)
    ]
    report = report_of(log)
    assert [row["error_kind"] for row in report["by_kind"]] == ["pool_timeout", "conflict", "auth_error"]
    assert [row["share"] for row in report["by_kind"]] == [3 / 6, 2 / 6, 1 / 6]
    assert [row["endpoint"] for row in report["by_endpoint"]] == ["/pool_timeout", "/conflict", "/auth_error"]
    assert [row["status_code"] for row in report["by_status"]] == [412, 408, 410]
    assert [row["minute"][-3:-1] for row in report["per_minute"]] == ["04", "05", "06", "07", "08", "09"]


def test_top_limits_endpoints_and_nothing_else() -> None:
    """The tail of kinds is where the unexplained failures are."""
    log = [failure(endpoint=f"/{n}", error_kind=f"kind_{n}", status_code=400 + n, trace_id=TRACE) for n in range(30)]
    report = report_of(log)
    assert [len(report[f"by_{what}"]) for what in ("endpoint", "kind", "status")] == [10, 30, 30]
    assert len(report_of(log, "--top", "3")["by_endpoint"]) == 3
    assert report_of(log, "--top", "0")["by_endpoint"] == []


def test_samples_come_from_as_many_kinds_as_possible() -> None:
    """Five samples of the most frequent failure explain one failure."""
    log = [failure(n=n, trace_id=f"{n:032x}") for n in range(50)]
    log += [failure(error_kind=kind, trace_id=f"{99:032X}") for kind in ("conflict", "auth_error")]
    samples = report_of(log)["samples"]
    assert [sample["error_kind"] for sample in samples] == ["pool_timeout", "auth_error", "conflict"] + [
        "pool_timeout"
    ] * 2
    assert len({sample["trace_id"] for sample in samples if sample["error_kind"] == "pool_timeout"}) == 3
    assert len(report_of(log, "--samples", "2")["samples"]) == 2
    assert len(report_of(log, "--samples", "40")["samples"]) == 40
    assert report_of(log, "--samples", "0")["samples"] == []


@pytest.mark.parametrize(
    "trace_id", [None, "", "abc", "g" * 32, "0" * 31, "0" * 33, 12345678901234567890123456789012, TRACE + "\n"]
)
def test_a_failure_without_a_real_trace_id_is_no_sample(trace_id: Any) -> None:
    """A sample that leads nowhere wastes the reader's time."""
    report = report_of([failure(trace_id=trace_id)])
    assert (report["failures"]["total"], report["samples"]) == (1, [])


def test_a_sample_tells_what_is_needed_to_find_the_line() -> None:
    """From the report to the log line by trace id and time."""
    report = report_of([failure(trace_id=TRACE, endpoint="/x", message="no connection", user_id=5)])
    assert report["samples"] == [
        {"timestamp": NOON, "trace_id": TRACE, "error_kind": "pool_timeout", "endpoint": "/x", "status_code": 503,
         "message": "no connection"}
    ]  # fmt: skip


def test_signals_are_found_in_text_and_in_messages() -> None:
    """What frameworks and the platform say does not pass through the service's own events."""
    notice = "Railway rate limit of 500 logs/sec reached, update your application to reduce it. Messages dropped: "
    report = report_of(
        [
            "Traceback (most recent call last):",
            '  File "x.py", line 1, in <module>',
            {"event": "log", "message": "boom\nTraceback (most recent call last):\n  File ..."},
            {"event": "log", "message": "fine", "detail": "Traceback (most recent call last):"},
            "[2026-11-22 12:00:00 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:9)",
            {"message": "WORKER TIMEOUT (pid:10)"},
            {"message": json.dumps({"event": "log", "message": notice + "7"})},
            notice + "20",
            {"message": notice + "300"},
            {"message": notice + "many"},
        ]
    )
    assert report["signals"] == {"tracebacks": 2, "worker_timeouts": 2, "platform_dropped": 327}


def test_an_empty_log_gives_a_report() -> None:
    """No news is an answer, in every format."""
    report = report_of("")
    assert report["requests"] == {"total": 0, "failed": 0, "error_rate": 0.0}
    assert list(report) == [
        "lines", "requests", "failures", "by_kind", "by_endpoint", "by_status", "per_minute", "samples", "signals",
        "window",
    ]  # fmt: skip
    assert "# Errors breakdown" in text_of(b"")
    assert "<h1>" in text_of(b"", "--format", "html")


# Formats


NASTY = "a|b `c` <script>alert(1)</script> &amp; [x](javascript:y) *z* \\| \n# d\r\n\u2028e"


def nasty_log() -> bytes:
    event = failure(error_kind=NASTY, endpoint=NASTY, message=NASTY, trace_id=TRACE, duration_ms=5)
    return json.dumps(event).encode("utf-8")


def test_no_value_is_taken_for_markdown() -> None:
    """The report goes into a runbook; a log line must not write there."""
    text = text_of(nasty_log())
    assert "<" not in text
    assert text.count("alert(1)") == 5  # kind, endpoint, and three cells of the sample
    columns = 0
    for line in text.split("\n"):
        bare = re.sub(r"\\.", "", line)
        assert not re.search(r"[`*\[\]]", bare)
        if line.startswith("|---"):
            columns = line.count("|")
        elif "alert(1)" in line:
            assert bare.count("|") == columns
    assert all(line.startswith(("#", "|", "None.")) for line in text.split("\n") if line)
    assert len(text.splitlines()) == text.count("\n")


def test_no_value_is_taken_for_html() -> None:
    """The page is opened in an operator's browser."""
    text = text_of(nasty_log(), "--format", "html")
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_page_is_complete_in_itself() -> None:
    """It is mailed around and opened where there is no network."""
    log = [failure(error_kind=f"kind_{n}", duration_ms=n, timestamp=1795350896 + 60 * n) for n in range(20)]
    text = text_of("\n".join(map(json.dumps, log)).encode(), "--format", "html")
    assert text.count("<svg") == 2
    without_names = re.sub(r'xmlns(:\w+)?="[^"]*"', "", text)
    assert not re.search(r"//|<script|<link|<img|<iframe|@import|url\(|src=|file:", without_names)
    assert "further kinds" in text


def test_a_long_log_makes_no_endless_chart_and_no_endless_table() -> None:
    """A week has ten thousand minutes; all of them are in the JSON report alone."""
    log = "\n".join(json.dumps(failure(timestamp=1795350000 + 60 * n)) for n in range(10_080))
    page = text_of(log.encode(), "--format", "html")
    assert page.count('class="bar"') <= 120 + 120
    assert page.count("<tr>") < 200
    assert "## Per 120 minutes" in text_of(log.encode())
    report = report_of(log)
    assert len(report["per_minute"]) == 10_080
    assert (
        sum(int(row.split("|")[3]) for row in re.findall(r"^\| 2026.*Z \| \d+ \| \d+ \|$", text_of(log.encode()), re.M))
        == 10_080
    )


@pytest.mark.parametrize("duration_ms", ["1.7976931348623157e308", "1e-300", "5e-324", "-0.0", "0"])
@pytest.mark.parametrize("others", [0, 1, 2])
def test_no_duration_is_too_odd_for_the_page(duration_ms: str, others: int) -> None:
    """One wrong number in a log must not cost the operator the page."""
    log = f'{{"error_kind": "a", "duration_ms": {duration_ms}, "timestamp": 1}}\n'
    log += "".join(
        json.dumps(failure(error_kind=f"b\ufffe\0{n}", duration_ms=n, timestamp="9999-12-30T00:00:00Z")) + "\n"
        for n in range(others)
    )
    assert text_of(log.encode(), "--format", "html").count("<svg") == 2


@pytest.mark.parametrize("format_name", ["markdown", "json", "html"])
@pytest.mark.parametrize(
    "secret", [JWT, BCRYPT, f"Bearer {JWT}", "Bearer abcdefgh12345678", "bob.smith+x@mail.example.com"]
)
def test_secrets_in_a_log_are_masked_in_every_format(format_name: str, secret: str) -> None:
    """Reports are passed on further than logs."""
    event = failure(message=f"for {secret}.", endpoint=f"/reset/{secret}", error_kind=f"no {secret}", trace_id=TRACE)
    legacy = (
        f'2026-11-22T12:00:00Z failed for {secret} event=error error_kind=x trace_id={"a" * 32} endpoint="/y {secret}"'
    )
    text = text_of(f"{json.dumps(event)}\n{legacy}\n".encode(), "--format", format_name)
    assert "masked" in text
    for telling in ("abcdefgh", "eyJ", "bob.smith", "mail.example"):
        assert telling not in text


def test_names_that_are_alike_once_masked_are_counted_together() -> None:
    """A path with an address in it must not make a row for each user."""
    report = report_of([failure(endpoint=f"/reset/user{n}@example.com") for n in range(20)])
    assert counts(report, "endpoint") == {"/reset/[masked]": 20}


def test_markdown_is_the_default_and_has_every_section() -> None:
    """The report is pasted into docs/runbooks/errors_breakdown.md as it is."""
    text = text_of(json.dumps(failure(trace_id=TRACE, endpoint="/api/x", duration_ms=5)).encode())
    assert [line[3:] for line in text.split("\n") if line.startswith("## ")] == [
        "Window", "Lines", "Requests", "Failures", "Failures by kind", "Failures by endpoint", "Failures by status",
        "Per minute", "Signals", "Samples",
    ]  # fmt: skip
    assert "| pool_timeout | 1 | 100.0% | 5.0 | 5.0 | 5.0 |" in text
    assert "| 2026-11-22T12:00Z | 1 | 1 |" in text


# Inputs and exit statuses


def command(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, SCRIPT, *arguments], capture_output=True, timeout=60, check=False, **options)


@pytest.mark.parametrize("arguments", [[], ["-"]], ids=["no file", "dash"])
def test_standard_input_is_read(arguments: list[str]) -> None:
    """`railway logs --json | scripts/analyze_errors.sh -` is the typical use."""
    result = command("--format", "json", *arguments, input=json.dumps(failure()).encode())
    assert (result.returncode, result.stderr) == (0, b"")
    assert json.loads(result.stdout)["failures"]["total"] == 1


def test_files_and_standard_input_are_read_in_one_go(tmp_path: Path) -> None:
    """An archive and what came since."""
    (tmp_path / "log").write_text(json.dumps(failure(n=1)))
    result = command("--format", "json", "log", "-", "log", input=json.dumps(failure(n=2)).encode(), cwd=tmp_path)
    report = json.loads(result.stdout)
    assert (report["failures"]["total"], report["lines"]["duplicate"]) == (2, 1)


def test_a_compressed_file_is_read_as_it_is(tmp_path: Path) -> None:
    """Rotated logs are compressed, sometimes in several pieces."""
    path = tmp_path / "log.gz"
    path.write_bytes(
        gzip.compress(json.dumps(failure(n=1)).encode() + b"\n") + gzip.compress(json.dumps(failure(n=2)).encode())
    )
    assert json.loads(run("--format", "json", path).stdout)["failures"]["total"] == 2


def unreadable(folder: Path) -> Iterable[Path]:
    whole = gzip.compress(os.urandom(100_000))
    (folder / "truncated.gz").write_bytes(whole[:-1000])
    (folder / "damaged.gz").write_bytes(whole[:500] + b"\0" * 50 + whole[550:])
    (folder / "plain.gz").write_text("not compressed")
    (folder / "folder").mkdir()
    return [*folder.iterdir(), folder / "missing"]


def test_an_input_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    """Exit status 1: what was counted is not all there was."""
    good = tmp_path / "good"
    good.write_text(json.dumps(failure()))
    broken = tmp_path / "broken"
    broken.mkdir()
    for path in unreadable(broken):
        result = run("--format", "json", path, good)
        assert result.exit_code == 1, path
        assert str(path) in result.stderr
        assert json.loads(result.stdout)["failures"]["total"] == 1


@pytest.mark.parametrize("lost", [8, 40])
def test_a_compressed_file_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path, lost: int) -> None:
    """The log of a host that died is worth the most, and ends in the middle."""
    path = tmp_path / "log.gz"
    lines = "".join(json.dumps(failure(n=n)) + "\n" for n in range(1000)).encode()
    path.write_bytes(gzip.compress(lines)[:-lost])
    result = run("--format", "json", path)
    assert result.exit_code == 1
    assert str(path) in result.stderr
    assert json.loads(result.stdout)["failures"]["total"] == len(readable_part(path).splitlines()) > 900


def readable_part(path: Path) -> bytes:
    """The complete lines that can still be decompressed."""
    text = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(path.read_bytes())
    return text[: text.rfind(b"\n") + 1]


def test_a_closed_standard_input_cannot_be_read() -> None:
    """Not every caller has one."""
    result = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" "{SCRIPT}" - <&-'], capture_output=True, timeout=60, check=False
    )
    assert result.returncode == 1
    assert b"standard input" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [["--format", "xml"], ["--top", "x"], ["--top", "-1"], ["--samples", "1.5"], ["--nonsense"], ["--since"]],
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    """Scripts tell it from an input that can't be read."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")


def on_a_terminal(path: str) -> tuple[int, bytes, bytes]:
    """Exit status, output and errors of the command with no file, standard input a terminal, and this PATH."""
    ours, theirs = pty.openpty()
    try:
        result = command("--format", "json", stdin=theirs, env=os.environ | {"PATH": path})
    finally:
        os.close(ours)
        os.close(theirs)
    return result.returncode, result.stdout, result.stderr


def railway_command(folder: Path, script: str) -> str:
    """A PATH on which `railway` does what *script* says."""
    program = folder / "railway"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return f"{folder}:/usr/bin:/bin"


def test_on_a_terminal_the_platform_is_asked_for_the_log(tmp_path: Path) -> None:
    """The shortest way from an alarm to its reason."""
    path = railway_command(tmp_path, f"""[ "$*" = "logs --json" ] && echo '{json.dumps(failure())}'""")
    status, output, _ = on_a_terminal(path)
    assert status == 0
    assert json.loads(output)["failures"]["total"] == 1


def test_a_platform_command_that_fails_is_an_input_that_cannot_be_read(tmp_path: Path) -> None:
    """Not logged in is not the same as no failures."""
    status, _, errors = on_a_terminal(railway_command(tmp_path, "exit 3"))
    assert status == 1
    assert b"railway logs --json" in errors


def test_on_a_terminal_without_the_platforms_command_no_file_is_wrong_usage(tmp_path: Path) -> None:
    """Otherwise it would sit there and read the keyboard."""
    status, output, _ = on_a_terminal(str(tmp_path))
    assert (status, output) == (2, b"")


@pytest.mark.parametrize("follow", ["exec sleep 100", "sleep 100; exit 3"], ids=["itself", "by a child"])
def test_ctrl_c_ends_a_platform_command_that_follows_the_log_and_gives_the_report(tmp_path: Path, follow: str) -> None:
    """`railway logs` goes on for ever; what it told until then is what was asked for."""
    started = tmp_path / "started"
    path = railway_command(tmp_path, f"echo hello; touch {started}; {follow}")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, SCRIPT, "--format", "json"], stdin=theirs, stdout=subprocess.PIPE, env={"PATH": path}
    )
    try:
        give_up = time.monotonic() + 30
        while not started.exists() and time.monotonic() < give_up:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=30)
    finally:
        process.kill()
        os.close(ours)
        os.close(theirs)
    assert process.returncode == 0
    assert json.loads(output)["failures"]["total"] == 0


def test_a_reader_that_left_is_no_traceback() -> None:
    """`| head` is how one looks at a long report."""
    read, write = os.pipe()
    os.close(read)
    result = subprocess.run(
        [sys.executable, SCRIPT, os.devnull], stdout=write, stderr=subprocess.PIPE, timeout=60, check=False
    )
    os.close(write)
    assert (result.returncode, result.stderr) == (1, b"")


# Whatever a log may be

PIECES = st.sampled_from(
    [b"{", b"}", b'"', b"\\", b"\n", b"\r", b" ", b"event=", b"error_kind=", b'"event":', b'"request"', b"x", b"=",
     b":", b",", b"\xff", b"\xef\xbb\xbf", b"\x1b[31m", b"[", b"NaN", b"1", b"2026-11-22T12:00:00Z ", b"api-1 | ",
     b"\x00", b'{"event":"request","status_code":500}', b'{"error_kind":"\\ud800"}', b'{"message":"{\\"event\\":1}"}',
     b"\n\n"]
)  # fmt: skip
EVENTS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "timestamp": st.sampled_from([NOON, 1795350896, "x", None]),
            "event": st.sampled_from(["request", "error", 5]),
            "status_code": st.sampled_from([200, "503", None, 404]),
            "error_kind": st.sampled_from(["conflict", "pool_timeout", "", None]),
            "endpoint": st.sampled_from(["/a", "/b", None]),
            "duration_ms": st.floats(allow_nan=False, allow_infinity=False),
            "trace_id": st.integers(0, 5).map(lambda n: f"{n:032x}"),
        },
    ).map(lambda event: json.dumps(event).encode() + b"\n"),
    max_size=20,
)


@given(st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=40).map(b"".join)))
def test_any_bytes_give_a_report_in_which_the_classes_add_up(log: bytes) -> None:
    """The log of a service that is broken is broken too."""
    report = report_of(log)
    assert report["lines"]["total"] == log.count(b"\n") + (not log.endswith(b"\n") and log != b"")
    assert report["failures"]["total"] == sum(counts(report, "kind").values()) == sum(counts(report, "status").values())
    assert report["requests"]["failed"] <= report["requests"]["total"]
    text_of(log)
    text_of(log, "--format", "html")


def peak_kb(log: Path) -> int:
    """The most memory that the command had while it read *log*."""
    measure = "import re, sys; from analyze_errors import main; main(sys.argv[1:], standalone_mode=False); "
    measure += "print(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1], file=sys.stderr)"
    result = subprocess.run(
        [sys.executable, "-c", measure, log], capture_output=True, timeout=60, check=True, cwd=SCRIPT.parent
    )
    return int(result.stderr)


def test_memory_does_not_grow_with_the_log_but_for_digests_and_durations(tmp_path: Path) -> None:
    """A log of a gigabyte is read beside the service it came from. Measured: 76 bytes a line; 100 are allowed."""
    lines = [json.dumps(failure(n=n, trace_id=f"{n:032x}", message="x" * 300)) + "\n" for n in range(100_000)]
    (tmp_path / "events").write_text("".join(lines))
    (tmp_path / "text").write_text("nothing to see here, nothing at all\n" * 1_000_000)
    (tmp_path / "empty").touch()
    least = peak_kb(tmp_path / "empty")
    assert peak_kb(tmp_path / "text") - least < 4 * 1024
    assert peak_kb(tmp_path / "events") - least < 4 * 1024 + 100_000 * 100 / 1024


@given(EVENTS, st.data())
def test_a_log_in_several_files_gives_the_report_of_one(lines: list[bytes], data: st.DataObject) -> None:
    """How a log was cut up says nothing about the service."""
    cut = data.draw(st.integers(0, len(lines)))
    with tempfile.TemporaryDirectory() as folder:
        parts = [Path(folder) / "one", Path(folder) / "two.gz"]
        parts[0].write_bytes(b"".join(lines[:cut]))
        parts[1].write_bytes(gzip.compress(b"".join(lines[cut:])))
        several = run("--format", "json", *parts).stdout
    assert several == text_of(b"".join(lines), "--format", "json")


def test_the_wrapper_reads_relative_files_and_standard_input_where_it_was_started(tmp_path: Path) -> None:
    """It makes the environment first, which must neither change the folder nor eat the log."""
    scripts = tmp_path / "clone" / "scripts"
    scripts.mkdir(parents=True)
    wrapper = SCRIPT.with_suffix(".sh")
    (scripts / wrapper.name).write_text(wrapper.read_text())
    (scripts / "environment.bash").write_text(
        f"ROOT={SCRIPT.parent.parent}; VENV={tmp_path}/venv; ensure_environment() {{ cat >/dev/null; }}"
    )
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    (tmp_path / "venv" / "bin" / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (tmp_path / "venv" / "bin" / "python").chmod(0o755)
    (tmp_path / "log").write_text(json.dumps(failure(n=1)))
    result = subprocess.run(
        ["bash", scripts / wrapper.name, "--format", "json", "log", "-"],
        input=json.dumps(failure(n=2)).encode(), cwd=tmp_path, capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    assert json.loads(result.stdout)["failures"]["total"] == 2


def test_progress_is_shown_for_large_files_on_a_terminal_only(tmp_path: Path) -> None:
    """A bar in a file of errors helps nobody, and one for a second's work flickers."""
    large, small = tmp_path / "large", tmp_path / "small"
    large.write_bytes(b"a line of text, and no more than that\n" * 1_500_000)
    small.write_bytes(b"a line\n")
    assert command("--format", "json", large).stderr == b""
    assert shown_on_a_terminal(small) == b""
    assert b"57.0M" in shown_on_a_terminal(large)


def shown_on_a_terminal(log: Path) -> bytes:
    """What the command writes to standard error when that is a terminal."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    try:
        subprocess.run([sys.executable, SCRIPT, log], stdout=subprocess.DEVNULL, stderr=theirs, timeout=60, check=True)
        os.set_blocking(ours, False)
        return os.read(ours, 65536)
    except BlockingIOError:
        return b""
    finally:
        os.close(ours)
        os.close(theirs)
