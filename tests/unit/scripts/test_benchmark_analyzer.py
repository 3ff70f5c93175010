"""The benchmark's log is like the service's own, and its three ways count the same."""

from __future__ import annotations

import json
from itertools import islice

from click.testing import CliRunner

from benchmark_analyzer import FAILURE_SHARE, events, main
from tests.support.lines import checked


def test_every_line_of_the_benchmarks_log_is_one_the_service_could_write() -> None:
    """Figures from lines that nobody writes say nothing."""
    written = [checked(json.dumps(event, separators=(",", ":"))) for event in islice(events(), 1000)]
    failed = sum("error_kind" in event for event in written)
    assert abs(failed / len(written) - FAILURE_SHARE) < 0.05
    assert {event["event"] for event in written} == {"request", "database_pool_metrics"}


def test_the_same_log_comes_out_each_time() -> None:
    """Otherwise two runs can't be compared."""
    assert list(islice(events(), 100)) == list(islice(events(), 100))


def test_the_benchmark_prints_what_each_way_costs() -> None:
    """It fails by itself when the ways count differently."""
    result = CliRunner().invoke(main, ["1"])
    assert result.exit_code == 0, result.output
    for way in ("analyze_errors", "old pipeline", "jq"):
        assert way in result.output
