"""The benchmarks' tables say what was measured and whether it is enough."""

from __future__ import annotations

import json

import pytest

from benchmark_faults import Seen, recovery_s
from benchmark_figures import Figure, as_json, markdown


@pytest.mark.parametrize(
    ("figure", "row"),
    [
        (Figure("goodput", 0.953, at_least=0.9), "| goodput | 0.95 | ≥ 0.9 | yes |"),
        (Figure("goodput", 0.89, at_least=0.9), "| goodput | 0.89 | ≥ 0.9 | **no** |"),
        (Figure("worst answer", 6251.0, "ms", at_most=6250), "| worst answer | 6251 ms | ≤ 6250 ms | **no** |"),
        (Figure("recovery", None, "s", at_most=2), "| recovery | never | ≤ 2 s | **no** |"),
        (Figure("cores", 1.5), "| cores | 1.50 |  |  |"),
    ],
)
def test_a_figure_stands_beside_its_aim(figure: Figure, row: str) -> None:
    """The table is what is put into the documentation; a figure that misses its aim must be seen."""
    assert markdown([figure]).splitlines()[-1] == row


def test_the_json_has_the_figures_as_they_were_measured() -> None:
    """Rounding is for eyes."""
    (row,) = json.loads(as_json("a machine", [Figure("recovery", 1.23456, "s", at_most=2)]))["figures"]
    assert row["value"] == 1.23456
    assert row["is_met"] is True


def test_a_fault_is_over_when_requests_succeed_and_new_ones_are_quick() -> None:
    """What was asked during the fault may still fail; but nothing is well before somebody succeeds."""
    asked_before = Seen(9.0, 15.0, "deadline_exceeded")
    well = Seen(9.5, 10.25, "")
    assert recovery_s([asked_before, well], end=10.0) == 0.25
    assert recovery_s([asked_before], end=10.0) is None
    assert recovery_s([well, Seen(10.5, 11.5, "pool_timeout")], end=10.0) == 1.5
    assert recovery_s([well, Seen(10.5, 13.5, "")], end=10.0) == 3.5
