"""The audit meets a function that it can't cope with."""

from __future__ import annotations

from pathlib import Path

import pytest

from lock_audit.summary import Summary
from lock_audit.walk import Walk
from tests.lock_audit.auditing import audit

PROGRAM = """\
import threading
import time

_lock = threading.Lock()


def strange():
    pass


def sleeping():
    with _lock:
        strange()
        time.sleep(1)
"""


def test_a_function_that_breaks_the_audit_is_an_error_and_the_others_are_audited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One strange function must not hide what is wrong elsewhere, and must not count as clean."""
    (tmp_path / "program.py").write_text(PROGRAM)
    summary = Walk.summary

    def fails_at_strange(walk: Walk) -> Summary:
        if walk.function.name == "strange":
            raise KeyError("no such thing")
        return summary(walk)

    monkeypatch.setattr(Walk, "summary", fails_at_strange)
    report = audit(tmp_path)
    assert [(found.rule, found.line) for found in report.findings] == [("LCK006", 14)]
    [error] = report.errors
    assert (error["path"], error["line"]) == (str(tmp_path / "program.py"), 7)
    assert "strange was not analysed: KeyError at test_failures.py:" in error["message"]
