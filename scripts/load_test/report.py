"""What a run of the load test says: figures, and whether they are good enough."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

ERROR_RATE_LIMIT = 0.10
P95_LIMIT_MS = 1000.0
PERCENTILES = (50, 95, 99)
NEVER = "internal_error"
# Lines of the progress that tell whoever runs the load test when to look at the service.
LOAD_BEGINS, LOAD_IS_OVER = "the first request is sent", "the last request is sent"

Report = dict[str, Any]


class Sample(NamedTuple):
    """One request, as its client saw it."""

    begun_s: float  # since the run began; where requests have a schedule, when it was due
    latency_ms: float
    error_kind: str | None  # none: it succeeded

    @property
    def ended_s(self) -> float:
        return self.begun_s + self.latency_ms / 1000


def report_on(samples: Sequence[Sample], duration_s: float) -> Report:
    """
    The figures of a run that began requests for *duration_s* seconds.

    A success counts for `successes_per_second` if it came within these seconds: what is answered when the load is
    over says nothing of how much can be borne.
    """
    failures = Counter(sample.error_kind for sample in samples if sample.error_kind is not None)
    in_time = sum(sample.error_kind is None and sample.ended_s <= duration_s for sample in samples)
    report: Report = {
        "duration_seconds": duration_s,
        "requests": len(samples),
        "errors": failures.total(),
        "error_rate": failures.total() / len(samples) if samples else 1.0,
        "errors_by_kind": [
            {"error_kind": kind, "count": count}
            for kind, count in sorted(failures.items(), key=lambda item: (-item[1], item[0]))
        ],
        "successes_per_second": in_time / duration_s,
        "latency_ms": {
            "all": latencies(sample.latency_ms for sample in samples),
            "successes": latencies(sample.latency_ms for sample in samples if sample.error_kind is None),
        },
    }
    reasons = _reasons_to_fail(report)
    return report | {"passed": not reasons, "reasons": reasons}


def latencies(values_ms: Iterable[float]) -> dict[str, float | None]:
    """Percentiles by nearest rank (each is one that was measured), and the longest."""
    ascending = sorted(values_ms)
    ranks = {f"p{p}": p for p in PERCENTILES} | {"max": 100}
    return {name: _ranked(ascending, rank) for name, rank in ranks.items()}


def _ranked(ascending: Sequence[float], percent: int) -> float | None:
    return round(ascending[math.ceil(len(ascending) * percent / 100) - 1], 3) if ascending else None


def _reasons_to_fail(report: Report) -> list[str]:
    if not report["requests"]:
        return ["no request was answered"]
    reasons = []
    if report["error_rate"] >= ERROR_RATE_LIMIT:
        reasons.append(f"error rate {report['error_rate']:.1%} is not below {ERROR_RATE_LIMIT:.0%}")
    # Of both: quick refusals must not hide slow logins, nor logins that are quick the time-outs among them.
    for name, of in (("all", "all requests"), ("successes", "successes")):
        p95_ms = report["latency_ms"][name]["p95"]
        if p95_ms is not None and p95_ms >= P95_LIMIT_MS:
            reasons.append(f"P95 of {of}, {p95_ms:.0f} ms, is not below {P95_LIMIT_MS:.0f} ms")
    unexplained = sum(row["count"] for row in report["errors_by_kind"] if row["error_kind"] == NEVER)
    if unexplained:
        reasons.append(f"{unexplained} {NEVER}")
    return reasons


def as_text(report: Report) -> str:
    """For a terminal; the last line is the verdict."""
    rows = [
        f"requests      {report['requests']}",
        f"successes/s   {report['successes_per_second']:.2f}",
        f"error rate    {report['error_rate']:.2%}",
        *(f"  {row['error_kind']:<24} {row['count']}" for row in report["errors_by_kind"]),
        f"{'latency, ms':<13}" + "".join(f"{name:>10}" for name in (*(f"P{p}" for p in PERCENTILES), "max")),
        *(_latency_row(name, row) for name, row in report["latency_ms"].items()),
        "PASS" if report["passed"] else "FAIL: " + "; ".join(report["reasons"]),
    ]
    return "\n".join(rows)


def _latency_row(name: str, row: dict[str, float | None]) -> str:
    return f"  {name:<11}" + "".join(f"{'-' if value is None else format(value, '.1f'):>10}" for value in row.values())
