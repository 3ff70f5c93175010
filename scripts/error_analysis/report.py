"""The report on a log: one dictionary, the same for every format."""

from __future__ import annotations

import math
from collections import Counter
from itertools import chain, islice, zip_longest
from typing import Any

from error_analysis.tally import LINE_CLASSES, Tally
from error_analysis.timestamps import written, written_minute

Report = dict[str, Any]


def report_on(tally: Tally, top: int, samples: int) -> Report:
    """Lists are sorted by falling count, equals by name, so that the same log gives the same report."""
    failures = tally.by_kind.total()
    return {
        "lines": {"total": tally.by_class.total()}
        | {name: tally.by_class[name] for name in LINE_CLASSES}
        | {"repaired": tally.repaired, "undated": tally.undated},
        "requests": {
            "total": tally.requests,
            "failed": tally.requests_failed,
            "error_rate": _ratio(tally.requests_failed, tally.requests),
        },
        "failures": {"total": failures},
        "by_kind": [
            {"error_kind": kind, "count": count, "share": _ratio(count, failures)}
            | _percentiles(sorted(tally.durations_ms.get(kind, ())))
            for kind, count in _by_falling_count(tally.by_kind)
        ],
        "by_endpoint": [
            {"endpoint": endpoint, "count": count} for endpoint, count in _by_falling_count(tally.by_endpoint)[:top]
        ],
        "by_status": [{"status_code": status, "count": count} for status, count in _by_falling_count(tally.by_status)],
        "per_minute": [
            {
                "minute": written_minute(minute),
                "requests": tally.requests_by_minute[minute],
                "failures": tally.failures_by_minute[minute].total(),
            }
            for minute in sorted(tally.requests_by_minute.keys() | tally.failures_by_minute.keys())
        ],
        "samples": _samples(tally, samples),
        "signals": {
            "tracebacks": tally.tracebacks,
            "worker_timeouts": tally.worker_timeouts,
            "platform_dropped": tally.platform_dropped,
        },
        "window": _window(tally),
    }


def _by_falling_count(counts: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _percentiles(ascending: list[float]) -> dict[str, float | None]:
    """By nearest rank: each is a duration that was measured."""
    return {f"p{p}_ms": ascending[math.ceil(len(ascending) * p / 100) - 1] if ascending else None for p in (50, 95, 99)}


def _samples(tally: Tally, samples: int) -> list[dict[str, Any]]:
    """One of each kind, the most frequent kinds first, then a second one of each, and so on."""
    kinds = [tally.samples[kind] for kind, _ in _by_falling_count(tally.by_kind)]
    rounds = chain.from_iterable(zip_longest(*kinds))
    return list(islice((sample for sample in rounds if sample is not None), samples))


def _window(tally: Tally) -> dict[str, str | None]:
    """What was asked for; where nothing was, the first and the last moment in the log."""
    window = tally.window
    since = tally.first_seconds if window.since is None else window.since
    until = tally.last_seconds if window.until is None else window.until
    return {
        "from": None if since is None else written(since),
        "to": None if until is None else written(until),
    }
