"""The report as titled tables, which every format for people shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from error_analysis.report import Report
from error_analysis.timestamps import minute_of, step_minutes, written_minute

# A table of a whole week by minutes would be read by nobody.
TIME_ROWS_MAX = 120


class Section(NamedTuple):
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


def sections_of(report: Report) -> list[Section]:
    requests, signals, window = report["requests"], report["signals"], report["window"]
    step, per_step = _per_step(report["per_minute"])
    return [
        Section("Window", ("from", "to"), [(_cell(window["from"]), _cell(window["to"]))]),
        Section("Lines", ("class", "count"), list(report["lines"].items())),
        Section(
            "Requests",
            ("total", "failed", "error rate"),
            [(requests["total"], requests["failed"], _percent(requests["error_rate"]))],
        ),
        Section("Failures", ("total",), [(report["failures"]["total"],)]),
        Section(
            "Failures by kind",
            ("error_kind", "count", "share", "p50 ms", "p95 ms", "p99 ms"),
            [
                [row["error_kind"], row["count"], _percent(row["share"])]
                + [_milliseconds(row[f"p{p}_ms"]) for p in (50, 95, 99)]
                for row in report["by_kind"]
            ],
        ),
        _table("Failures by endpoint", ("endpoint", "count"), report["by_endpoint"]),
        _table("Failures by status", ("status_code", "count"), report["by_status"]),
        Section(
            "Per minute" if step == 1 else f"Per {step} minutes",
            ("from", "requests", "failures") if step > 1 else ("minute", "requests", "failures"),
            per_step,
        ),
        Section("Signals", ("signal", "count"), list(signals.items())),
        _table(
            "Samples",
            ("timestamp", "trace_id", "error_kind", "endpoint", "status_code", "message"),
            report["samples"],
        ),
    ]


def _per_step(per_minute: Sequence[dict[str, Any]]) -> tuple[int, list[tuple[str, int, int]]]:
    """How many minutes a row stands for, and the rows."""
    minutes = [minute_of(row["minute"]) for row in per_minute]
    step = 1 if len(minutes) <= TIME_ROWS_MAX else step_minutes(minutes, TIME_ROWS_MAX)
    sums: dict[int, tuple[int, int]] = {}
    for minute, row in zip(minutes, per_minute, strict=True):
        requests, failures = sums.get(minute // step, (0, 0))
        sums[minute // step] = requests + row["requests"], failures + row["failures"]
    return step, [(written_minute(begin * step), *counts) for begin, counts in sums.items()]


def _table(title: str, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> Section:
    return Section(title, columns, [[_cell(row[column]) for column in columns] for row in rows])


def _cell(value: Any) -> Any:
    return "-" if value is None else value


def _percent(ratio: float) -> str:
    return f"{ratio:.1%}"


def _milliseconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"
