"""How long requests took over the run, as SVG that loads nothing."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

import pygal

from error_analysis.charts import new_chart, svg
from load_test.report import Sample, latencies

POINTS_MAX = 120


def latency_plot(samples: Sequence[Sample], duration_s: float) -> str:
    """P50, P95 and the longest of the requests that began in each second, in at most POINTS_MAX steps."""
    step_s = math.ceil(duration_s / POINTS_MAX)
    by_step: dict[int, list[float]] = defaultdict(list)
    for sample in samples:
        by_step[int(sample.begun_s // step_s)].append(sample.latency_ms)
    chart = new_chart(pygal.XY, "Latency of logins, ms, over the seconds of the run")
    chart.show_dots = False
    rows = {step * step_s: latencies(by_step[step]) for step in sorted(by_step)}
    for name in ("p50", "p95", "max"):
        chart.add(name, [(second, row[name]) for second, row in rows.items()])
    return svg(chart)
