"""What is kept of a failure, and the buffer in which it waits for the database."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors.classify import describe
from service.errors.kinds import ErrorCode
from service.errors.types import AuthFailed, Conflict, PoolWaitTimeout
from service.telemetry.records import ErrorRecord, RecordBuffer, is_trace_id, record_of
from service.telemetry.trace import Holder, Wait, start_trace
from tests.support.records import CLIENTS, OWN, TRACE_ID, make_record
from tests.unit.threads import LIMIT_S, in_thread


def numbers(records: Iterable[ErrorRecord]) -> list[int]:
    return [int(record.span_id, 16) for record in records]


def filled(max_records: int, *statuses: int) -> RecordBuffer:
    """A buffer with records 1, 2, 3, … of *statuses*."""
    buffer = RecordBuffer(max_records)
    for number, status_code in enumerate(statuses, start=1):
        buffer.add(make_record(number, status_code))
    return buffer


def test_a_full_buffer_loses_the_oldest_client_fault_first() -> None:
    """A flood of wrong passwords must not cost the one record that explains the outage."""
    buffer = filled(4, OWN, CLIENTS, CLIENTS, OWN, OWN, OWN)
    assert (numbers(buffer.take(10)), buffer.dropped) == ([1, 4, 5, 6], {"server": 0, "client": 2})


def test_a_buffer_full_of_our_own_faults_loses_the_oldest() -> None:
    """The newest say what is wrong now."""
    buffer = filled(3, OWN, OWN, OWN, OWN, OWN)
    assert (numbers(buffer.take(10)), buffer.dropped) == ([3, 4, 5], {"server": 2, "client": 0})


def test_a_client_fault_finds_no_room_beside_our_own() -> None:
    """It is itself what has to go."""
    buffer = filled(2, OWN, OWN, CLIENTS)
    assert (numbers(buffer.take(10)), buffer.dropped) == ([1, 2], {"server": 0, "client": 1})


def test_records_are_taken_in_their_order_and_our_own_first() -> None:
    """What a short window of a recovering database lets through is what matters."""
    buffer = filled(10, CLIENTS, OWN, CLIENTS, OWN)
    assert numbers(buffer.take(3)) == [2, 4, 1]
    assert numbers(buffer.take(3)) == [3]
    assert buffer.take(3) == []


def test_what_is_put_back_comes_before_what_came_later() -> None:
    """An outage must not turn the order round."""
    buffer = filled(10, OWN, CLIENTS, OWN, CLIENTS)
    taken = buffer.take(3)
    buffer.add(make_record(5, OWN))
    buffer.put_back(taken)
    assert numbers(buffer.take(10)) == [1, 3, 5, 2, 4]
    assert buffer.dropped == {"server": 0, "client": 0}


def test_putting_back_into_a_full_buffer_keeps_the_bound_and_counts_what_is_lost() -> None:
    """The database is away, and requests go on failing."""
    buffer = filled(3, CLIENTS, OWN, CLIENTS)
    taken = buffer.take(3)
    for number in (4, 5):
        buffer.add(make_record(number, OWN))
    buffer.put_back(taken)
    assert buffer.dropped == {"server": 0, "client": 2}
    assert numbers(buffer.take(10)) == [2, 4, 5]


@given(st.lists(st.sampled_from([OWN, CLIENTS]), max_size=30), st.integers(1, 8))
def test_every_record_is_kept_or_counted_as_lost(statuses: list[int], max_records: int) -> None:
    """Nothing goes without a word, and no client's fault stays where one of ours had to go."""
    buffer = filled(max_records, *statuses)
    kept = buffer.take(100)
    assert len(kept) == min(len(statuses), max_records)
    assert len(kept) + sum(buffer.dropped.values()) == len(statuses)
    assert buffer.dropped["server"] == 0 or not any(record.status_code == CLIENTS for record in kept)


def test_several_threads_lose_no_record_without_counting_it() -> None:
    """There is no lock: a failure must be recordable while every lock is held."""
    threads, each = 8, 2000
    buffer = RecordBuffer(100)

    def add_many() -> None:
        for number in range(each):
            buffer.add(make_record(number, OWN if number % 2 else CLIENTS))

    def take_many() -> int:
        return sum(len(buffer.take(7)) for _ in range(each))

    adders = [in_thread(add_many) for _ in range(threads)]
    taker = in_thread(take_many)
    for adder in adders:
        adder.result(LIMIT_S)
    taken = taker.result(LIMIT_S) + len(buffer.take(1000))
    assert taken + sum(buffer.dropped.values()) == threads * each


def test_a_record_tells_the_waits_and_who_held_the_lock() -> None:
    """That is the story of most failures."""
    trace = start_trace(f"00-{TRACE_ID}-b7ad6b7169203331-01", method="POST")
    trace.started = 100.0
    trace.waits.add("pool_wait", 100.001, ended=100.002)
    trace.waits.add_lock_wait(Wait("lock_wait", 100.1, 100.6, "user.keep", Holder("session.keep", 99.0, "f" * 32)), 5)
    story = record_of(describe(PoolWaitTimeout()), trace).story
    assert story["timeline"] == [
        {"wait": "pool_wait", "at_ms": pytest.approx(1, abs=0.01), "ms": pytest.approx(1, abs=0.01)},
        {
            "wait": "lock_wait",
            "at_ms": pytest.approx(100, abs=0.01),
            "ms": pytest.approx(500, abs=0.01),
            "label": "user.keep",
            "held_by": "session.keep",
            "held_ms": pytest.approx(1600, abs=0.01),
            "held_by_trace_id": "f" * 32,
        },
    ]
    assert (story["retryable"], story["retry_after_s"]) == (True, 1)


def test_what_an_exception_says_of_a_clients_fault_is_not_kept() -> None:
    """It repeats what the client sent; the record's own detail has fixed wording."""
    try:
        try:
            raise ValueError("ada@example.com is no address, and ada is no name")
        except ValueError as exc:
            raise Conflict(ErrorCode.USERNAME_TAKEN, "The user name is taken") from exc
    except Conflict as exc:
        record = record_of(describe(exc), start_trace(None))
    assert record.story["exceptions"] == [{"type": "service.errors.types.Conflict"}, {"type": "ValueError"}]
    assert "ada" not in repr(record)


def test_a_secret_in_an_exception_of_ours_is_masked() -> None:
    """A record is read by people, as a log line is."""
    failure = describe(RuntimeError("connecting to postgresql://boss:hunter2@db/x for ada@example.com failed"))
    record = record_of(failure, start_trace(None))
    assert record.story["exceptions"][0]["type"] == "RuntimeError"
    assert "failed" in record.story["exceptions"][0]["message"]
    assert not {"hunter2", "ada@example.com"} & set(repr(record).replace("'", " ").split())


def test_a_detail_is_safe_text() -> None:
    """Whatever a later caller may put there."""
    record = record_of(describe(AuthFailed(ErrorCode.TOKEN_INVALID, "for ada@example.com\0\ud800")), start_trace(None))
    assert record.story["detail"] == "for [masked] ?"


@pytest.mark.parametrize(
    "text", ["", "0" * 32, TRACE_ID.upper(), TRACE_ID[:-1], TRACE_ID + "0", TRACE_ID + "\n", "é" * 32]
)
def test_what_is_no_trace_id_is_refused(text: str) -> None:
    """It is asked of the database and shown to people."""
    assert not is_trace_id(text)
    assert is_trace_id(TRACE_ID)
