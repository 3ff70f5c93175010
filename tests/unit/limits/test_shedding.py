"""Shedding is told when it begins and when it is over, and counted; never once for each refused request."""

from __future__ import annotations

from service.limits.shedding import QUIET_S, Shedding, ShedReason
from tests.support.lines import Event, LogLines
from tests.unit.threads import LIMIT_S, in_thread, is_free


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def told(log_lines: LogLines) -> list[Event]:
    return [line for line in log_lines.events() if str(line.get("action", "")).startswith("shedding_")]


def test_a_beginning_and_an_end_are_told_however_many_are_refused(log_lines: LogLines) -> None:
    """Railway drops lines above 500 a second: an overload must not write two for each refusal."""
    clock = Clock()
    shedding = Shedding(clock)
    for _ in range(100):
        shedding.note_refused(ShedReason.HASH_LANE)
        clock.now += 0.05
        shedding.look()
    assert [line["action"] for line in told(log_lines)] == ["shedding_started"]
    clock.now += QUIET_S
    shedding.look()
    shedding.look()
    started, stopped = told(log_lines)
    assert (started["level"], started["detail"]) == ("warn", "hash_lane")
    assert (stopped["action"], stopped["level"], stopped["count"]) == ("shedding_stopped", "info", 100)
    assert stopped["detail"] == "hash_lane, for 4.9 s"  # 4.95 s lie between the first and the last


def test_a_short_pause_is_not_the_end(log_lines: LogLines) -> None:
    """At the edge of what can be done it would begin and end several times a second."""
    clock = Clock()
    shedding = Shedding(clock)
    for _ in range(5):
        shedding.note_refused(ShedReason.HASH_LANE)
        clock.now += QUIET_S * 0.9
        shedding.look()
    assert len(told(log_lines)) == 1


def test_each_reason_has_its_own_beginning_and_end(log_lines: LogLines) -> None:
    """That passwords are too many says nothing of the rest."""
    clock = Clock()
    shedding = Shedding(clock)
    shedding.note_refused(ShedReason.HASH_LANE)
    clock.now += QUIET_S
    shedding.note_refused(ShedReason.IN_FLIGHT)
    shedding.look()
    assert [(line["action"], str(line["detail"]).split(",")[0]) for line in told(log_lines)] == [
        ("shedding_started", "hash_lane"),
        ("shedding_started", "in_flight"),
        ("shedding_stopped", "hash_lane"),
    ]


def test_no_refusal_is_lost_among_threads(log_lines: LogLines) -> None:
    """The count is what an operator sizes by; and the lock is free again."""
    clock = Clock()
    shedding = Shedding(clock)

    def refuse() -> None:
        for _ in range(500):
            shedding.note_refused(ShedReason.HASH_LANE)

    for future in [in_thread(refuse) for _ in range(8)]:
        future.result(LIMIT_S)
    clock.now += QUIET_S
    shedding.look()
    started, stopped = told(log_lines)
    assert started["action"] == "shedding_started"
    assert stopped["count"] == 4000
    assert is_free(shedding._lock)
