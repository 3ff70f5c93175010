"""The closed set of kinds and the codes under it, and the schema of the log."""

from __future__ import annotations

import re
from typing import Any

import pytest

from service.errors.kinds import KIND_TRAITS, ErrorCode, ErrorKind
from service.errors.types import Overloaded, ServiceError
from tests.support.lines import SCHEMA

# For each kind: status, retryable (None: depends), default Retry-After.
DOCUMENTED: dict[str, tuple[set[int], bool | None, int | None]] = {
    "validation_error": ({400, 415, 406, 411, 414, 417, 422, 428, 431}, False, None),
    "auth_error": ({401, 403}, False, None),
    "not_found": ({404, 410}, False, None),
    "method_not_allowed": ({405}, False, None),
    "conflict": ({409, 412}, False, None),
    "payload_too_large": ({413}, False, None),
    "rate_limit_exceeded": ({429}, True, None),
    "storage_lock_timeout": ({503}, True, 1),
    "pool_timeout": ({503}, True, 1),
    "database_timeout": ({503}, True, 1),
    "database_unavailable": ({503}, None, 2),
    "database_error": ({500}, False, None),
    "overloaded": ({503}, True, None),
    "deadline_exceeded": ({504, 408}, None, None),
    "external_timeout": ({504}, None, None),
    "external_error": ({502}, None, None),
    "internal_error": ({500, 501, 505}, False, None),
}


def statuses_in_schema(kind: str) -> set[int]:
    """The statuses that the log's schema allows a request of *kind*."""
    rules: list[dict[str, Any]] = SCHEMA["$defs"]["request_event"]["allOf"][0]["then"]["allOf"]
    for rule in rules:
        if rule["if"]["properties"]["error_kind"]["const"] == kind:
            return set(rule["then"]["properties"]["status_code"]["enum"])
    raise AssertionError(f"{kind} has no rule")


def test_the_kinds_are_the_closed_set_of_the_log() -> None:
    """A kind that the schema, the documentation or the code alone knows is a failure nobody can look up."""
    assert {kind.value for kind in ErrorKind} == set(SCHEMA["$defs"]["error_kind"]["enum"]) == set(DOCUMENTED)
    assert set(KIND_TRAITS) == set(ErrorKind)


@pytest.mark.parametrize("code", ErrorCode, ids=lambda code: code.value)
def test_every_code_has_a_kind_whose_status_and_retry_hint_are_documented(code: ErrorCode) -> None:
    """One wrong pair makes a line that no reader of the log accepts."""
    statuses, retryable, retry_after_s = DOCUMENTED[code.kind.value]
    assert code.status in statuses
    assert code.status in statuses_in_schema(code.kind.value)
    assert retryable in (None, code.retryable)
    if code.retryable and retry_after_s is not None:
        assert KIND_TRAITS[code.kind].retry_after_s == retry_after_s


@pytest.mark.parametrize("code", ErrorCode, ids=lambda code: code.value)
def test_a_code_is_a_snake_case_word_that_the_schema_takes(code: ErrorCode) -> None:
    """Clients switch on it; it must never need quoting."""
    assert re.fullmatch(SCHEMA["properties"]["error_code"]["pattern"], code.value)


def test_no_two_codes_have_the_same_name() -> None:
    """Two members with one value would be one member, silently, with the first one's kind."""
    assert len(ErrorCode) == len(ErrorCode.__members__)


@pytest.mark.parametrize("code", ErrorCode, ids=lambda code: code.value)
def test_a_retryable_429_or_503_always_says_when(code: ErrorCode) -> None:
    """Without Retry-After clients come back at once and together; with it on what is not retryable they come for
    nothing."""
    error = ServiceError(code)
    if code.retryable and code.status in (429, 503):
        assert error.retry_after_s is not None
        assert 1 <= error.retry_after_s <= 3600
    if not code.retryable:
        assert error.retry_after_s is None
        assert ServiceError(code, retry_after_s=5).retry_after_s is None


def test_an_outcome_that_is_unknown_is_never_retryable() -> None:
    """Sending it again might do it twice."""
    assert not ErrorCode.OUTCOME_UNKNOWN.retryable
    assert ErrorCode.OUTCOME_UNKNOWN.status == 503


def test_a_figure_of_its_own_beats_the_default_of_the_kind() -> None:
    """A throttle knows when its next slot is free."""
    assert ServiceError(ErrorCode.TOO_MANY_REQUESTS, retry_after_s=77).retry_after_s == 77


def test_overload_spreads_its_retries() -> None:
    """One to five seconds, drawn. Refused together, with the same figure they come back together."""
    drawn = {Overloaded(ErrorCode.HASH_QUEUE_FULL).retry_after_s for _ in range(300)}
    assert drawn <= {1, 2, 3, 4, 5}
    assert len(drawn) > 1
