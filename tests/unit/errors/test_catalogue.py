"""What is told of the table of failures: the advice of each code, the data for clients, the page for people."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.errors.catalogue import catalogue, catalogue_page
from service.errors.kinds import KIND_TRAITS, ErrorCode, ErrorKind, Fault, _Row
from service.telemetry.masking import safe_text

PAGE = Path(__file__).resolve().parents[3] / "docs" / "runbooks" / "error_catalogue.md"
ADVICE_MAX_CHARS = 200


def test_a_code_without_advice_can_not_be_declared() -> None:
    """Whoever adds a failure knows best what to do about it, and never better than on that day."""
    with pytest.raises(TypeError, match="advice"):
        _Row("brand_new", ErrorKind.INTERNAL_ERROR)  # type: ignore[call-arg]


@pytest.mark.parametrize("code", ErrorCode, ids=lambda code: code.value)
def test_the_advice_of_a_code_is_a_sentence_that_may_be_shown_to_anybody(code: ErrorCode) -> None:
    """It goes into JSON, into a table in Markdown and to a terminal, and none of them may have to escape it."""
    assert re.fullmatch(r"[A-Z][^\n]*\.", code.advice)
    assert not re.search(r"[|<>`*]|  ", code.advice)
    assert safe_text(code.advice, ADVICE_MAX_CHARS) == code.advice


@pytest.mark.parametrize("code", ErrorCode, ids=lambda code: code.value)
def test_a_failure_below_500_is_the_clients_and_any_other_is_not(code: ErrorCode) -> None:
    """The status says so to every proxy on the way; the catalogue must not contradict it."""
    assert (code.fault is Fault.CLIENT) == (code.status < 500)
    assert code.level == ("warn" if code.status < 500 else "error")


def test_the_data_is_the_table_exactly() -> None:
    """A client that is generated from it knows every failure there is, and none that there is not."""
    data = catalogue()
    assert list(data) == ["kinds", "errors"]
    assert {
        row["error_code"]: (row["error_kind"], row["status"], row["level"], row["retryable"], row["fault"],
                            row["what_to_do"])
        for row in data["errors"]
    } == {
        code.value: (code.kind.value, code.status, code.level, code.retryable, code.fault.value, code.advice)
        for code in ErrorCode
    }  # fmt: skip
    assert len(data["errors"]) == len(ErrorCode)
    assert [
        (row["error_kind"], row["title"], row["retry_after_s"], row["retry_jitter_s"], row["runbook"])
        for row in data["kinds"]
    ] == [
        (kind.value, traits.title, traits.retry_after_s, traits.retry_jitter_s, f"docs/runbooks/{kind.value}.md")
        for kind, traits in KIND_TRAITS.items()
    ]


def test_the_page_in_the_repository_is_up_to_date() -> None:
    """It is read where the service is down. Renew it: surelock errors > docs/runbooks/error_catalogue.md"""
    assert PAGE.read_text("utf-8") == catalogue_page()


def test_the_page_has_one_row_for_each_code_and_says_how_it_is_made() -> None:
    """Somebody will edit it by hand otherwise."""
    page = catalogue_page()
    rows = re.findall(r"^\| `([a-z0-9_]+)` \| (\d+) \| (yes|no) \| ([a-z_]+) \| (.+) \|$", page, re.MULTILINE)
    assert {row[0]: row[1:] for row in rows} == {
        code.value: (str(code.status), "yes" if code.retryable else "no", code.fault.value, code.advice)
        for code in ErrorCode
    }
    assert len(rows) == len(ErrorCode)
    assert "surelock errors > docs/runbooks/error_catalogue.md" in "\n".join(page.splitlines()[:6])
