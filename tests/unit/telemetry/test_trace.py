"""The ids of a request (W3C Trace Context) and its waits."""

from __future__ import annotations

import json
import random
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.telemetry import trace as trace_module
from service.telemetry.trace import (
    Holder,
    Wait,
    Waits,
    current_trace,
    current_waits,
    note_user,
    start_trace,
    tracing,
)
from tests.unit.threads import LIMIT_S, in_thread

TRACE_ID, PARENT_ID = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
GOOD = f"00-{TRACE_ID}-{PARENT_ID}-01"


def reads_as_json_number(text: str) -> bool:
    """What a reader that re-types values, like `railway logs --json`, would take for a number."""
    with suppress(ValueError):
        return isinstance(json.loads(text.lstrip("0") or "0"), int | float)
    return False


def test_a_valid_header_is_continued() -> None:
    """One trace through the client, the proxy and us."""
    trace = start_trace(GOOD)
    assert (trace.trace_id, trace.parent_span_id) == (TRACE_ID, PARENT_ID)
    assert trace.span_id != PARENT_ID
    assert re.fullmatch(f"00-{TRACE_ID}-[0-9a-f]{{16}}-01", trace.traceparent)


@pytest.mark.parametrize(
    "header",
    [
        GOOD,
        f" {GOOD}\t",
        f"00-{TRACE_ID}-{PARENT_ID}-00",
        f"00-{TRACE_ID}-{PARENT_ID}-ff",
        f"01-{TRACE_ID}-{PARENT_ID}-01",
        f"01-{TRACE_ID}-{PARENT_ID}-01-what-comes-later",
        f"cc-{TRACE_ID}-{PARENT_ID}-01-",
        f"fe-{TRACE_ID}-{PARENT_ID}-01",
    ],
)
def test_a_header_of_this_or_a_later_version_is_read_by_its_first_four_fields(header: str) -> None:
    """W3C Trace Context, section 3.2.4: later versions only add."""
    assert start_trace(header).trace_id == TRACE_ID


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "-",
        GOOD.upper(),
        GOOD.replace("0af7", "0Af7"),
        GOOD.replace(PARENT_ID, PARENT_ID.upper()),
        f"ff-{TRACE_ID}-{PARENT_ID}-01",
        f"00-{'0' * 32}-{PARENT_ID}-01",
        f"00-{TRACE_ID}-{'0' * 16}-01",
        f"00-{TRACE_ID}-{PARENT_ID}-01-more",
        f"00-{TRACE_ID}-{PARENT_ID}-01-",
        f"00-{TRACE_ID}-{PARENT_ID}-1",
        f"00-{TRACE_ID}-{PARENT_ID}-001",
        f"00-{TRACE_ID}-{PARENT_ID}-0G",
        f"00-{TRACE_ID}-{PARENT_ID}",
        f"00-{TRACE_ID[:-1]}-{PARENT_ID}-01",
        f"00-{TRACE_ID}0-{PARENT_ID}-01",
        f"00-{TRACE_ID}-{PARENT_ID}0-01",
        f"01-{TRACE_ID}-{PARENT_ID}-01more",
        f"1-{TRACE_ID}-{PARENT_ID}-01",
        f"0x-{TRACE_ID}-{PARENT_ID}-01",
        GOOD.replace("-", "_"),
        GOOD + "\n",
        f"{GOOD},{GOOD}",
        GOOD.replace("0", "\u0660"),
        GOOD.replace("0", "\uff10"),
    ],
    ids=ascii,
)
def test_anything_else_is_ignored_as_a_whole(header: str | None) -> None:
    """Half a header would tie a request to a parent of another trace."""
    trace = start_trace(header)
    assert trace.trace_id != TRACE_ID
    assert trace.parent_span_id is None
    assert re.fullmatch("[0-9a-f]{32}", trace.trace_id)
    assert re.fullmatch("[0-9a-f]{16}", trace.span_id)


@pytest.mark.parametrize(
    ("flags", "answered"), [("00", "00"), ("01", "01"), ("02", "00"), ("03", "01"), ("fe", "00"), ("ff", "01")]
)
def test_the_callers_sampling_is_kept_and_no_flag_that_we_do_not_know(flags: str, answered: str) -> None:
    """A caller that records one trace in a hundred counts on the same one in a hundred from us."""
    trace = start_trace(f"00-{TRACE_ID}-{PARENT_ID}-{flags}")
    assert trace.traceparent == f"00-{TRACE_ID}-{trace.span_id}-{answered}"
    assert start_trace(None).traceparent.endswith("-01")


@given(st.text(max_size=80))
def test_no_header_makes_the_trace_fail(header: str) -> None:
    """It is the first thing that is read of a request, before anything could report a failure."""
    trace = start_trace(header)
    assert re.fullmatch("(?!0{32})[0-9a-f]{32}", trace.trace_id)


def test_every_request_has_a_span_of_its_own() -> None:
    """A client may reuse a trace id for many requests: records are keyed by both."""
    traces = [start_trace(GOOD) for _ in range(1000)]
    assert len({trace.span_id for trace in traces}) == 1000
    assert len({start_trace(None).trace_id for _ in range(1000)}) == 1000


HEX = st.text(alphabet="0123456789abcdef", min_size=16, max_size=16)
DIGITS = st.text(alphabet="0123456789", min_size=16, max_size=16)
WITH_EXPONENT = st.tuples(st.integers(1, 14), DIGITS, DIGITS).map(lambda v: (v[1][: v[0]] + "e" + v[2])[:16])


@given(st.lists(HEX | DIGITS | WITH_EXPONENT | st.just("0" * 16), max_size=6))
def test_an_id_is_drawn_again_until_it_can_not_be_read_as_a_number(draws: list[str]) -> None:
    """`railway logs --json` prints such an id as a number, rounded or as Infinity, and nobody finds it any more."""
    drawn = iter([*draws, "fedcba9876543210"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(random, "getrandbits", lambda bits: int(next(drawn), 16))
        kept = trace_module._random_id(8)
    assert not reads_as_json_number(kept)
    assert kept.strip("0")
    # And none is thrown away that has a letter no number has.
    surely_good = [number for number, text in enumerate(draws) if set(text) & set("abcdf")]
    if surely_good:
        assert kept in draws[: surely_good[0] + 1]


@pytest.mark.parametrize("text", ["1" * 16, "1e" + "5" * 14, "123456789012e345", "0" * 15 + "1", "0" * 14 + "e1"])
def test_what_reads_as_a_number_is_never_an_id(text: str) -> None:
    """The examples behind the property."""
    drawn = iter([text, "fedcba9876543210"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(random, "getrandbits", lambda bits: int(next(drawn), 16))
        assert trace_module._random_id(8) == "fedcba9876543210"


def test_the_current_trace_is_the_threads_and_comes_back() -> None:
    """A worker thread serves one request after another."""
    outer, inner = start_trace(None), start_trace(None)
    with tracing(outer):
        with suppress(KeyError), tracing(inner):
            assert current_trace() is inner
            raise KeyError
        assert current_trace() is outer
        assert in_thread(current_trace).result(LIMIT_S) is None
    assert current_trace() is None


def test_waits_outside_a_request_are_counted_nowhere() -> None:
    """Two background threads must not share one counter by accident."""
    current_waits().lock_wait_ms += 5
    assert current_waits().lock_wait_ms == 0
    note_user("nobody's")  # no request to note it in, and no failure


def test_a_user_is_noted_in_the_request_that_proved_it() -> None:
    """user_id in the log means: authenticated."""
    trace = start_trace(None)
    with tracing(trace):
        note_user("id-1")
    assert trace.user_id == "id-1"


def test_the_longest_wait_names_its_label_and_holder() -> None:
    """A request takes the lock several times; the one that hurt is told."""
    waits = Waits()
    waits.add_lock_wait(Wait("lock_wait", 10.0, 10.001, "user.look"), 1)
    holder = Holder("session.keep", 9.5, "a" * 32)
    waits.add_lock_wait(Wait("lock_wait", 11.0, 11.9, "user.keep", holder), 9)
    waits.add_lock_wait(Wait("lock_wait", 12.0, 12.002, "session.look", Holder("other", 12.0, None)), 1)
    assert (waits.lock_label, waits.lock_holder) == ("user.keep", "session.keep")
    assert waits.lock_wait_ms == pytest.approx(903.0)
    assert waits.lock_attempts == 11
    assert [wait.label for wait in waits.timeline] == ["user.look", "user.keep", "session.look"]
    assert waits.timeline[1].held_ms == pytest.approx(2400.0)


def test_a_wait_that_did_not_happen_is_absent() -> None:
    """Rule 7: absent or 0, never null."""
    waits = Waits()
    assert waits.as_fields() == {}
    waits.db_ms, waits.db_queries = 1.23456, 2
    assert waits.as_fields() == {"db_ms": 1.234, "db_queries": 2}
    assert waits.as_error_fields() == {"db_ms": 1.234}


def test_a_wait_that_is_under_way_counts_when_the_request_is_cut() -> None:
    """What was it waiting for? is the first question about a request that never ended."""
    waits = Waits()
    began = waits.begin("db", "user.look")
    waits.end_open()
    (wait,) = waits.timeline
    assert (wait.name, wait.label, wait.began) == ("db", "user.look", began)
    assert waits.db_ms == wait.ms


def test_a_wait_that_is_over_is_not_under_way() -> None:
    """It would count twice, and the waits would add up to more than the request took."""
    waits = Waits()
    waits.add("db", waits.begin("db"))
    waits.end_open()
    assert len(waits.timeline) == 1
