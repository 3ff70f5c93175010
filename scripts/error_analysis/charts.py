"""Charts of a report as SVG that stands inside a page and loads nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pygal

from error_analysis.timestamps import step_minutes, written_minute

POINTS_MAX = 120
KINDS_MAX = 12
NAME_SHOWN_MAX_CHARACTERS = 40
# The most that docs/log_event.schema.json allows. A bar for more, which is nonsense, ends there: pygal can't draw
# 1e308.
DURATION_DRAWN_MAX_MS = 3_600_000
FURTHER_KINDS = "further kinds"
_TIME_LABELS_MAX = 8
# What pygal adds for its tooltips, and comments with addresses.
_NOT_DRAWN = re.compile("<script.*?</script>|<!--.*?-->", re.DOTALL)


def failures_over_time(failures_by_minute: Mapping[int, Counter[str]], kinds: Sequence[str]) -> str:
    """Failures by kind, stacked, in at most POINTS_MAX steps; *kinds* beyond KINDS_MAX are drawn as one."""
    minutes = sorted(minute for minute, failures in failures_by_minute.items() if failures)
    if not minutes:
        return ""
    step = step_minutes(minutes, POINTS_MAX)
    shown = kinds[:KINDS_MAX]
    steps = range(minutes[0] // step, minutes[-1] // step + 1)
    counts = {begin: Counter[str]() for begin in steps}
    for minute in minutes:
        for kind, count in failures_by_minute[minute].items():
            counts[minute // step][kind if kind in shown else FURTHER_KINDS] += count
    unit = "minute" if step == 1 else f"{step} minutes"
    chart = new_chart(pygal.StackedBar, f"Failures per {unit} by kind")
    chart.x_labels = [written_minute(begin * step) for begin in steps]
    chart.x_labels_major_every = -(-len(steps) // _TIME_LABELS_MAX)
    chart.show_minor_x_labels = False
    chart.legend_at_bottom, chart.legend_at_bottom_columns = True, 4
    for kind in [*shown, FURTHER_KINDS][: len(kinds)]:
        chart.add(kind, [counts[begin][kind] for begin in steps])
    return svg(chart)


def percentiles(by_kind: Sequence[Mapping[str, Any]]) -> str:
    """How long failures of each kind took; the KINDS_MAX most frequent kinds."""
    rows = [row for row in by_kind if row["p50_ms"] is not None][:KINDS_MAX]
    if not rows:
        return ""
    chart = new_chart(pygal.Bar, "Duration of failures by kind, ms")
    chart.x_labels = [row["error_kind"] for row in rows]
    chart.x_label_rotation = 20
    for percentile in ("p50", "p95", "p99"):
        chart.add(percentile, [min(round(row[f"{percentile}_ms"], 3), DURATION_DRAWN_MAX_MS) for row in rows])
    return svg(chart)


def new_chart(shape: Any, title: str) -> Any:
    """An empty one of this pygal class."""
    # Without `js` nothing is loaded from elsewhere.
    chart = shape(js=(), disable_xml_declaration=True, width=1000, height=380, title=title)
    chart.truncate_legend = chart.truncate_label = NAME_SHOWN_MAX_CHARACTERS
    chart.uuid = shape.__name__.lower()  # its own is random, and the same log should give the same page
    return chart


def svg(chart: Any) -> str:
    """*chart* as it can stand inside a page or by itself: nothing runs and nothing is loaded."""
    return _NOT_DRAWN.sub("", chart.render(is_unicode=True))
