"""The load test's figures and verdict, its users, and its plot."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from load_test.people import REGISTRATION_ATTEMPTS_MAX, Answer, RegistrationFailed, register_people
from load_test.plot import POINTS_MAX, latency_plot
from load_test.report import Sample, as_text, latencies, report_on

CREATED = Answer(201, None, {"token": "t"})
BUSY = Answer(503, 2.0, {"error_code": "hash_queue_full"})


def samples(count: int, latency_ms: float = 100.0, kind: str | None = None) -> list[Sample]:
    return [Sample(0.0, latency_ms, kind)] * count


# Figures


def test_errors_are_counted_by_kind_the_most_frequent_first() -> None:
    """They are what somebody looks for after a FAIL."""
    report = report_on(samples(6) + samples(1, kind="conflict") + samples(3, kind="overloaded"), 1.0)
    assert (report["requests"], report["errors"], report["error_rate"]) == (10, 4, 0.4)
    assert report["errors_by_kind"] == [
        {"error_kind": "overloaded", "count": 3},
        {"error_kind": "conflict", "count": 1},
    ]


def test_percentiles_are_latencies_that_were_measured() -> None:
    """Between two values lies one that nobody waited."""
    assert latencies(range(1, 201)) == {"p50": 100, "p95": 190, "p99": 198, "max": 200}
    assert latencies([7.0]) == {"p50": 7.0, "p95": 7.0, "p99": 7.0, "max": 7.0}
    assert latencies([]) == {"p50": None, "p95": None, "p99": None, "max": None}


def test_a_success_after_the_load_is_over_is_no_goodput() -> None:
    """A queue that is drained at leisure would look like capacity."""
    late = [Sample(9.5, 600.0, None)] * 10
    report = report_on([Sample(1.0, 100.0, None)] * 20 + late, 10.0)
    assert report["successes_per_second"] == 2.0
    assert report["requests"] == 30


# Verdict


def test_a_run_passes_below_each_limit() -> None:
    """Nine in a hundred may fail, one login may take nearly a second."""
    report = report_on(samples(91, 999.0) + samples(9, kind="overloaded"), 10.0)
    assert report["passed"]
    assert as_text(report).splitlines()[-1] == "PASS"


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        (samples(90) + samples(10, kind="overloaded"), "error rate"),
        (samples(94) + samples(6, 1000.0), "P95 of all requests"),
        (samples(8, 1.0, "overloaded") + samples(86) + samples(6, 1500.0), "P95 of successes"),
        (samples(94) + samples(6, 10_000.0, "client_timeout"), "P95 of all requests"),
        (samples(999) + samples(1, kind="internal_error"), "1 internal_error"),
        ([], "no request was answered"),
    ],
)
def test_a_run_fails_at_each_limit_and_says_why(seen: list[Sample], reason: str) -> None:
    """Each limit counts by itself: a service may be quick to refuse, or slow without an error."""
    report = report_on(seen, 10.0)
    assert not report["passed"]
    verdict = as_text(report).splitlines()[-1]
    assert verdict.startswith("FAIL: ")
    assert reason in verdict


# Users


class Door:
    """Answers as it is told, in turn, and remembers who asked."""

    def __init__(self, *answers: Answer) -> None:
        self._answers = iter(answers)
        self.asked: list[dict[str, str]] = []
        self.slept_s: list[float] = []

    def post(self, path: str, body: dict[str, str]) -> Answer:
        assert path == "/api/auth/register"
        self.asked.append(body)
        return next(self._answers)

    def sleep(self, seconds: float) -> None:
        self.slept_s.append(seconds)


def test_each_user_has_a_name_that_nobody_has() -> None:
    """So that a second run works on the same service."""
    door = Door(*[CREATED] * 20)
    people = register_people(door.post, 20, door.sleep)
    assert len({person.username for person in people}) == 20
    assert len({body["email"] for body in door.asked}) == 20


def test_a_busy_service_is_left_alone_as_long_as_it_says() -> None:
    """Who comes back at once is a part of the overload."""
    door = Door(BUSY, BUSY._replace(retry_after_s=3.0), BUSY._replace(retry_after_s=None), CREATED)
    (person,) = register_people(door.post, 1, door.sleep)
    assert door.slept_s == [2.0, 3.0, 1.0]
    assert {body["username"] for body in door.asked} == {person.username}


@pytest.mark.parametrize(
    "answers", [[Answer(400, None, {"error_code": "field_invalid"})], [BUSY] * REGISTRATION_ATTEMPTS_MAX]
)
def test_registration_gives_up_with_what_was_answered(answers: list[Answer]) -> None:
    """The script ends then, instead of loading a service that it can't judge."""
    door = Door(*answers)
    with pytest.raises(RegistrationFailed, match=answers[0].body["error_code"]):
        register_people(door.post, 1, door.sleep)


# Plot


def test_the_plot_is_svg_that_loads_nothing_and_has_a_bounded_size() -> None:
    """It is looked at on machines without a network, also after a day of load."""
    day = 86_400
    seen = [Sample(second, 50.0 + second % 9, None) for second in range(0, day, 10)]
    svg = latency_plot(seen, day)
    root = ElementTree.fromstring(svg)  # noqa: S314  our own
    assert root.tag.endswith("svg")
    assert "<script" not in svg
    assert len(svg) < 1000 * POINTS_MAX
