"""A report in each of its formats, as text in which no value can be taken for markup."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from error_analysis.report import Report
from error_analysis.sections import sections_of
from error_analysis.tally import Tally

_TEMPLATES = FileSystemLoader(Path(__file__).parent / "templates")
_HTML_IN_MARKDOWN = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKDOWN_SPECIAL = re.compile(r"[\\`|*\[\]~]")


def as_json(report: Report, tally: Tally) -> str:
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def as_markdown(report: Report, tally: Tally) -> str:
    # Every value in the template goes through `finalize`: none can be forgotten.
    environment = Environment(  # noqa: S701  not HTML
        loader=_TEMPLATES, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, finalize=_markdown_text
    )
    return environment.get_template("report.md").render(sections=sections_of(report))


def as_html(report: Report, tally: Tally) -> str:
    from error_analysis import charts  # drawing costs memory that the other formats need not

    environment = Environment(loader=_TEMPLATES, trim_blocks=True, lstrip_blocks=True, autoescape=True)
    kinds = [row["error_kind"] for row in report["by_kind"]]
    drawn = [charts.failures_over_time(tally.failures_by_minute, kinds), charts.percentiles(report["by_kind"])]
    return environment.get_template("report.html").render(
        sections=sections_of(report),
        charts=[Markup(chart) for chart in drawn if chart],  # noqa: S704  made of escaped values
    )


FORMATS: dict[str, Callable[[Report, Tally], str]] = {"markdown": as_markdown, "json": as_json, "html": as_html}


def _markdown_text(value: Any) -> Any:
    """*value* as text in a cell of a table."""
    if not isinstance(value, str):
        return value
    for character, entity in _HTML_IN_MARKDOWN.items():
        value = value.replace(character, entity)
    return " ".join(_MARKDOWN_SPECIAL.sub(r"\\\g<0>", value).splitlines())
