"""The pages that are read at night: there is one for each kind, and they speak only of what exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.cli import main
from service.config import Settings
from service.errors.kinds import ErrorCode, ErrorKind, Fault
from service.telemetry import metrics

ROOT = Path(__file__).resolve().parents[2]
RUNBOOKS = ROOT / "docs" / "runbooks"
PAGES = sorted(RUNBOOKS.glob("*.md"))

COMMANDS = set(main.commands)
SETTINGS = {name.upper() for name in Settings.model_fields} | {"DATABASE_UNPOOLED_URL", "SSL_CERT_FILE"}
PLACEHOLDERS = {"TRACE_ID", "PID", "SURELOCK_LOG_PASSWORD"}

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
every_kind = pytest.mark.parametrize("kind", ErrorKind)


def commands_in(text: str) -> set[str]:
    return set(re.findall(r"(?:^    |`)surelock ([a-z-]+)", text, re.MULTILINE))


def settings_in(text: str) -> set[str]:
    return set(re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", text))


def metric_names() -> set[str]:
    """Everything that can be asked for, without and with what Prometheus adds to the name of a family."""
    families = [family.name for family in metrics._metrics.registry.collect()]
    return {family + suffix for family in families for suffix in ("", "_total", "_bucket", "_sum", "_count", "_info")}


@every_kind
def test_a_kind_has_its_page_which_says_what_it_is_and_how_to_be_sure(kind: ErrorKind) -> None:
    """Every response and every story of a failure points to it."""
    text = (ROOT / kind.runbook).read_text("utf-8")
    assert text.startswith(f"# {kind.value}\n\n**Symptom.** ")
    assert "\n**It means:** " in text
    assert f'surelock_requests_total{{error_kind="{kind.value}"}}' in text or (
        f'surelock_background_failures_total{{error_kind="{kind.value}"}}' in text
    )
    assert re.findall("^## (.+)", text, re.MULTILINE) in (["Confirm", "Do", "Do not"], ["Confirm", "Do not"])
    assert "surelock explain TRACE_ID" in text


@pytest.mark.parametrize("code", [code for code in ErrorCode if code.fault is not Fault.CLIENT],
                         ids=lambda code: code.value)  # fmt: skip
def test_a_code_that_is_not_the_clients_fault_is_on_the_page_of_its_kind(code: ErrorCode) -> None:
    """The page is where it sends whoever is on call."""
    assert f"`{code.value}`" in (ROOT / code.kind.runbook).read_text("utf-8")


@every_kind
def test_the_index_leads_to_the_page_and_knows_its_statuses(kind: ErrorKind) -> None:
    """Somebody comes with a kind and nothing else."""
    row = re.search(rf"^\| `{kind.value}` \| ([0-9, ]+) \| \[{kind.value}\.md]\({kind.value}\.md\) \|$",
                    (RUNBOOKS / "README.md").read_text("utf-8"), re.MULTILINE)  # fmt: skip
    assert row is not None
    assert {int(status) for status in row[1].split(",")} == {code.status for code in ErrorCode if code.kind is kind}


def test_the_index_leads_to_every_page() -> None:
    """A page that nobody finds is none."""
    index = (RUNBOOKS / "README.md").read_text("utf-8")
    assert [page.name for page in PAGES if page.name != "README.md" and f"({page.name})" not in index] == []


@every_page
def test_a_page_names_only_commands_that_exist(page: Path) -> None:
    """`No such command` is no help at night."""
    assert commands_in(page.read_text("utf-8")) - COMMANDS == set()


@every_page
def test_a_page_names_only_settings_that_exist(page: Path) -> None:
    """An unknown variable in the environment is ignored without a word."""
    assert settings_in(page.read_text("utf-8")) - SETTINGS - PLACEHOLDERS == set()


@every_page
def test_a_page_asks_only_for_metrics_of_ours(page: Path) -> None:
    """A query for a metric that nobody exports shows an empty graph, which looks like peace."""
    names = set(re.findall(r"\b(surelock_[a-z0-9_]+)\b|\b([a-z_][a-z0-9_]*)[{\[]", page.read_text("utf-8")))
    assert {ours or other for ours, other in names} - metric_names() - {"surelock_invalidation"} == set()


@every_page
def test_a_page_links_only_to_what_is_there(page: Path) -> None:
    """Pages are renamed; links are forgotten."""
    targets = re.findall(r"]\(([^)#]+)", page.read_text("utf-8"))
    assert [target for target in targets if "://" not in target and not (page.parent / target).exists()] == []


@pytest.mark.parametrize("code", ErrorCode, ids=lambda code: code.value)
def test_advice_names_only_commands_and_settings_that_exist(code: ErrorCode) -> None:
    """The same as for the pages; here in a sentence."""
    words = set(re.findall(r"\bsurelock ([a-z-]+)", code.advice))
    assert words - COMMANDS == set()
    assert settings_in(code.advice) - SETTINGS == set()
