"""What a proxy tells of how long a request has waited there."""

from __future__ import annotations

import pytest

from service.api.request_start import waited_at_proxy_s

NOW = 1_790_000_000.0


@pytest.mark.parametrize(
    "header",
    ["1789999998500", "t=1789999998500", "1789999998.5", "t=1789999998.500", "1789999998500000", " 1789999998500 "],
)
def test_every_usual_way_of_writing_the_moment_is_read(header: str) -> None:
    """Railway and Heroku write milliseconds, nginx seconds with a fraction, others microseconds."""
    assert waited_at_proxy_s(header, NOW) == pytest.approx(1.5)


@pytest.mark.parametrize(
    "header",
    ["", "soon", "t=", "-1", "0", "1", "1790000000001", "1790000600000", "1789999000000", "1e12", "17899999985000",
     "1789999998500 1789999998500", "nan", "inf", "1789999998500\x00", "١٧٨٩٩٩٩٩٩٨٥٠٠", "9" * 400],
)  # fmt: skip
def test_what_makes_no_sense_is_not_believed(header: str) -> None:
    """The future, the far past, and what is no moment at all: a wrong clock must not refuse everybody."""
    assert waited_at_proxy_s(header, NOW) is None
