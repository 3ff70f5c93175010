"""`with_storage` inside a request, `with_storage_traced` outside of one."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from service.errors.classify import describe
from service.errors.kinds import ErrorCode
from service.errors.types import DeadlineExceeded, StorageLockTimeout
from service.limits.deadline import Deadline, bounded_by
from service.limits.locks import LockLimits
from service.storage.lock import with_storage, with_storage_traced
from service.telemetry.outcomes import COMPONENTS, write_failure
from service.telemetry.trace import current_trace, start_trace, tracing
from tests.support.lines import LogLines
from tests.unit.threads import SLACK_S, is_free


@dataclass
class Memory:
    """A memory with the lock that guards it, and nothing else."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    lock_limits: LockLimits = field(default_factory=lambda: LockLimits(60, 10))
    state: dict[str, int] = field(default_factory=dict)


class Broken(Exception):
    """What an operation fails with that nobody foresaw."""


def broken(_state: object) -> None:
    raise Broken("hunter2-in-the-text")


def test_the_operation_gets_the_memory_and_its_answer_comes_back() -> None:
    """Memory only: without a database handle, SQL under the lock can't be written by accident."""
    memory = Memory()

    def add(state: dict[str, int]) -> tuple[bool, int]:
        state["bob"] = 1
        return memory.lock.locked(), len(state)

    assert with_storage(memory, "user.keep", add) == (True, 1)
    assert memory.state == {"bob": 1}
    assert is_free(memory.lock)


def test_a_failing_operation_lets_go_and_passes_its_failure_on(log_lines: LogLines) -> None:
    """Inside a request the edge tells it, so here nothing is logged: one failure is told once."""
    memory = Memory()
    with pytest.raises(Broken):
        with_storage(memory, "user.keep", broken)
    assert is_free(memory.lock)
    assert log_lines.lines == []


def test_a_held_memory_times_out_by_its_own_limits() -> None:
    """STORAGE_LOCK_TRY_MS is the whole wait; nothing was read or changed."""
    memory, called = Memory(), []
    started = time.monotonic()
    with memory.lock, pytest.raises(StorageLockTimeout) as caught:
        with_storage(memory, "user.keep", lambda state: called.append(state))
    assert 0.060 <= time.monotonic() - started < 0.060 + SLACK_S
    assert (caught.value.label, caught.value.retry_after_s) == ("user.keep", 1)
    assert called == []
    assert is_free(memory.lock)


def fail_broken(memory: Memory) -> None:
    with_storage_traced(memory, "user.invalidate", "listener", "NONE", broken)


def fail_held(memory: Memory) -> None:
    with memory.lock:
        with_storage_traced(memory, "user.invalidate", "listener", "NONE", lambda state: None)


def fail_deadline(memory: Memory) -> None:
    with memory.lock, bounded_by(Deadline.after_ms(20)):
        with_storage_traced(memory, "user.invalidate", "listener", "NONE", lambda state: None)


@pytest.mark.parametrize(
    ("fail", "raised", "kind", "code", "status"),
    [
        (fail_broken, Broken, "internal_error", "unclassified", 500),
        (fail_held, StorageLockTimeout, "storage_lock_timeout", "lock_wait_timeout", 503),
        (fail_deadline, DeadlineExceeded, "deadline_exceeded", "deadline_in_lock", 504),
    ],
    ids=["broken", "held", "deadline"],
)
def test_outside_a_request_a_failure_is_one_line_and_is_raised(
    log_lines: LogLines,
    fail: Callable[[Memory], None],
    raised: type[Exception],
    kind: str,
    code: str,
    status: int,
) -> None:
    """Background threads have no edge; what fails there must be on exactly one line with error_kind."""
    memory = Memory()
    with pytest.raises(raised):
        fail(memory)
    (line,) = log_lines.failures()
    assert (line["event"], line["error_kind"], line["error_code"], line["status_code"]) == ("error", kind, code, status)
    assert (line["component"], line["endpoint"], line["method"]) == ("listener", "listener", "NONE")
    assert line["lock_label"] == "user.invalidate"
    assert line["duration_ms"] >= 0
    assert is_free(memory.lock)


def test_whoever_catches_it_does_not_tell_it_again(log_lines: LogLines) -> None:
    """Counting lines with error_kind counts failures; a thread's top must not double them."""

    with pytest.raises(Broken) as caught:
        fail_broken(Memory())
    write_failure(logging.getLogger("surelock.test"), describe(caught.value), component="listener", message="again")
    assert len(log_lines.failures()) == 1


@pytest.mark.parametrize("job", [*sorted(COMPONENTS), "nightly.cleanup"])
def test_any_name_of_a_job_makes_a_valid_line(log_lines: LogLines, job: str) -> None:
    """The schema's components are a closed set, names of jobs are not."""
    with pytest.raises(Broken):
        with_storage_traced(Memory(), "user.keep", job, "NONE", broken)
    line = log_lines.only("error")
    assert line["endpoint"] == job
    assert line["component"] == (job if job in COMPONENTS else "worker")


def test_success_outside_a_request_is_silent_and_leaves_no_trace_behind(log_lines: LogLines) -> None:
    """The listener does this for every notification; at rest it must not write."""
    assert with_storage_traced(Memory(), "user.keep", "listener", "NONE", lambda state: len(state)) == 0
    assert log_lines.lines == []
    assert current_trace() is None


def test_a_line_has_the_trace_that_is_there_or_one_of_its_own(log_lines: LogLines) -> None:
    """Every failure can be asked for by a trace id, also one of no request."""
    trace = start_trace(None)
    with tracing(trace), pytest.raises(Broken):
        fail_broken(Memory())
    with pytest.raises(Broken):
        fail_broken(Memory())
    first, second = log_lines.failures()
    assert first["trace_id"] == trace.trace_id
    assert first["span_id"] != trace.span_id  # that one is the request's own end
    assert second["trace_id"] != trace.trace_id


def test_the_failure_code_of_a_lock_is_its_own() -> None:
    """The runbook is found by it."""
    assert StorageLockTimeout("a", None, 1.0).code is ErrorCode.LOCK_WAIT_TIMEOUT
