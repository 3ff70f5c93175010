"""A database that goes away is one line, however many attempts fail; and so is its return."""

from __future__ import annotations

import json

import psycopg
import pytest

from service.database import reachability
from service.database.reachability import Reachability
from tests.support.lines import LogLines

REFUSED = psycopg.OperationalError("connection refused\nIs the server running?")


def told(log_lines: LogLines) -> list[tuple[str, str, int]]:
    events = [json.loads(line) for line in log_lines.lines]
    return [(event["action"], event["detail"], event["count"]) for event in events]


def test_one_failure_is_a_connections_and_two_are_the_databases(log_lines: LogLines) -> None:
    """A backend that was terminated is no outage."""
    state = Reachability(is_behind_pooler=False)
    state.failed(REFUSED)
    state.tell_change()
    state.connected()
    state.failed(REFUSED)
    state.tell_change()
    assert (told(log_lines), state.is_lost) == ([], False)
    state.failed(REFUSED)
    state.tell_change()
    assert told(log_lines) == [("database_lost", "connection_lost: connection refused", 2)]
    assert state.is_lost


def test_an_outage_is_told_when_it_begins_and_when_it_ends(log_lines: LogLines) -> None:
    """With how many attempts failed, and nothing once a second."""
    state = Reachability(is_behind_pooler=False)
    for _ in range(60):
        state.failed(REFUSED)
        state.tell_change()
    state.connected()
    state.tell_change()
    state.tell_change()
    lost, back = told(log_lines)
    assert (lost[0], lost[2]) == ("database_lost", 2)
    assert (back[0], back[2]) == ("database_back", 60)
    assert back[1].startswith("after ")


def test_a_database_that_comes_and_goes_is_not_told_each_time(
    log_lines: LogLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only if it stays away for longer, or does so again later."""
    state = Reachability(is_behind_pooler=False)
    for _ in range(5):
        for _ in range(3):
            state.failed(REFUSED)
            state.tell_change()
        state.connected()
        state.tell_change()
    assert [action for action, _, _ in told(log_lines)] == ["database_lost", "database_back"]
    monkeypatch.setattr(reachability, "LOST_AGAIN_AFTER_S", 0.0)
    state._quiet_until = 0.0
    state.failed(REFUSED)
    state.failed(REFUSED)
    state.tell_change()
    assert [action for action, _, _ in told(log_lines)][2:] == ["database_lost"]


def test_a_pooler_that_takes_connections_is_not_the_database(log_lines: LogLines) -> None:
    """Only an answer to a statement is from behind it."""
    state = Reachability(is_behind_pooler=True)
    for _ in range(3):
        state.failed(REFUSED)
        state.connected()
        state.tell_change()
    assert [action for action, _, _ in told(log_lines)] == ["database_lost"]
    state.answered()
    state.tell_change()
    assert [action for action, _, _ in told(log_lines)] == ["database_lost", "database_back"]
