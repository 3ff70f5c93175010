"""What the exceptions of others mean: each kind with the exceptions that are mapped to it."""

from __future__ import annotations

import inspect

import jwt
import psycopg
import psycopg_pool
import pytest
import werkzeug.exceptions as http
from psycopg import errors as pg

from service.database.connection import NoAnswer
from service.errors.classify import describe, describe_status
from service.errors.kinds import ErrorCode, ErrorKind
from service.errors.types import OutcomeUnknown, PoolWaitTimeout, ServiceError, StorageLockTimeout, UniqueConflict
from tests.unit.errors.test_kinds import DOCUMENTED

SECRET = "hunter2-in-the-text"


class OwnTokenError(jwt.InvalidAudienceError):
    """Somebody's subclass: the most derived type that the table knows decides."""


class Unheard(Exception):
    """Nobody has put this one into a table."""


# exception -> kind, status, code (None: any of the kind)
FOREIGN: list[tuple[BaseException, str, int, str | None]] = [
    # validation_error
    (http.BadRequest(SECRET), "validation_error", 400, None),
    (http.BadRequestKeyError(SECRET), "validation_error", 400, None),
    (http.ClientDisconnected(SECRET), "validation_error", 400, None),
    (http.SecurityError(SECRET), "validation_error", 400, None),
    (http.NotAcceptable(SECRET), "validation_error", 406, None),
    (http.LengthRequired(SECRET), "validation_error", 411, None),
    (http.RequestURITooLarge(SECRET), "validation_error", 414, None),
    (http.UnsupportedMediaType(SECRET), "validation_error", 415, "content_type_unsupported"),
    (http.ExpectationFailed(SECRET), "validation_error", 417, None),
    (http.UnprocessableEntity(SECRET), "validation_error", 422, None),
    (http.PreconditionRequired(SECRET), "validation_error", 428, None),
    (http.RequestHeaderFieldsTooLarge(SECRET), "validation_error", 431, None),
    (http.ImATeapot(SECRET), "validation_error", 400, None),
    (http.RequestedRangeNotSatisfiable(description=SECRET), "validation_error", 400, None),
    (http.MisdirectedRequest(SECRET), "validation_error", 400, None),
    (http.Locked(SECRET), "validation_error", 400, None),
    (http.FailedDependency(SECRET), "validation_error", 400, None),
    (http.UnavailableForLegalReasons(SECRET), "validation_error", 400, None),
    # auth_error
    (http.Unauthorized(SECRET), "auth_error", 401, "token_missing"),
    (http.Forbidden(SECRET), "auth_error", 403, "not_allowed"),
    (jwt.InvalidTokenError(SECRET), "auth_error", 401, "token_invalid"),
    (jwt.DecodeError(SECRET), "auth_error", 401, "token_invalid"),
    (jwt.InvalidSignatureError(SECRET), "auth_error", 401, "token_invalid"),
    (jwt.MissingRequiredClaimError("exp"), "auth_error", 401, "token_invalid"),
    (jwt.ExpiredSignatureError(SECRET), "auth_error", 401, "token_expired"),
    (OwnTokenError(SECRET), "auth_error", 401, "token_invalid"),
    # not_found, method_not_allowed, conflict, payload_too_large, rate_limit_exceeded
    (http.NotFound(SECRET), "not_found", 404, "route_not_found"),
    (http.Gone(SECRET), "not_found", 410, None),
    (http.MethodNotAllowed(["GET"], SECRET), "method_not_allowed", 405, "method_not_allowed"),
    (http.Conflict(SECRET), "conflict", 409, None),
    (http.PreconditionFailed(SECRET), "conflict", 412, None),
    (pg.UniqueViolation(SECRET), "conflict", 409, None),
    (pg.ExclusionViolation(SECRET), "conflict", 409, None),
    (pg.ForeignKeyViolation(SECRET), "conflict", 409, None),
    (UniqueConflict("users_username_unique"), "conflict", 409, None),
    (http.RequestEntityTooLarge(SECRET), "payload_too_large", 413, None),
    (http.TooManyRequests(SECRET), "rate_limit_exceeded", 429, None),
    # pool_timeout, overloaded
    (psycopg_pool.PoolTimeout(SECRET), "pool_timeout", 503, None),
    (psycopg_pool.TooManyRequests(SECRET), "overloaded", 503, None),
    (psycopg_pool.PoolClosed(SECRET), "overloaded", 503, "draining"),
    (http.ServiceUnavailable(SECRET), "overloaded", 503, "service_unavailable"),
    # database_timeout
    (pg.QueryCanceled(SECRET), "database_timeout", 503, "statement_timeout"),
    (pg.LockNotAvailable(SECRET), "database_timeout", 503, "row_lock_timeout"),
    (pg.IdleInTransactionSessionTimeout(SECRET), "database_timeout", 503, None),
    (pg.TransactionTimeout(SECRET), "database_timeout", 503, None),
    (pg.ConnectionTimeout(SECRET), "database_timeout", 503, "connect_timeout"),
    (pg.CancellationTimeout(SECRET), "database_timeout", 503, None),
    (NoAnswer(SECRET), "database_timeout", 503, "no_answer"),
    # database_unavailable
    (pg.ConnectionException(SECRET), "database_unavailable", 503, None),
    (pg.ConnectionFailure(SECRET), "database_unavailable", 503, None),
    (pg.ProtocolViolation(SECRET), "database_unavailable", 503, None),
    (pg.TooManyConnections(SECRET), "database_unavailable", 503, None),
    (pg.OutOfMemory(SECRET), "database_unavailable", 503, None),
    (pg.DiskFull(SECRET), "database_unavailable", 503, "disk_full"),
    (pg.InvalidPassword(SECRET), "database_unavailable", 503, "database_login_refused"),
    (pg.InvalidAuthorizationSpecification(SECRET), "database_unavailable", 503, "database_login_refused"),
    (pg.AdminShutdown(SECRET), "database_unavailable", 503, None),
    (pg.CrashShutdown(SECRET), "database_unavailable", 503, None),
    (pg.CannotConnectNow(SECRET), "database_unavailable", 503, "database_starting"),
    (pg.DatabaseDropped(SECRET), "database_unavailable", 503, None),
    (pg.IdleSessionTimeout(SECRET), "database_unavailable", 503, None),
    (pg.ReadOnlySqlTransaction(SECRET), "database_unavailable", 503, "database_read_only"),
    (pg.SerializationFailure(SECRET), "database_unavailable", 503, "transaction_conflict"),
    (pg.DeadlockDetected(SECRET), "database_unavailable", 503, "transaction_conflict"),
    (pg.StatementCompletionUnknown(SECRET), "database_unavailable", 503, "outcome_unknown"),
    (pg.TransactionResolutionUnknown(SECRET), "database_unavailable", 503, "outcome_unknown"),
    (psycopg.OperationalError(SECRET), "database_unavailable", 503, "connection_lost"),
    (psycopg.InterfaceError(SECRET), "database_unavailable", 503, "connection_lost"),
    # database_error: every other psycopg.Error
    (psycopg.Error(SECRET), "database_error", 500, None),
    (psycopg.DataError(SECRET), "database_error", 500, None),
    (psycopg.ProgrammingError(SECRET), "database_error", 500, None),
    (psycopg.IntegrityError(SECRET), "database_error", 500, None),
    (pg.UndefinedTable(SECRET), "database_error", 500, None),
    (pg.NotNullViolation(SECRET), "database_error", 500, None),
    (pg.CheckViolation(SECRET), "database_error", 500, None),
    (pg.NumericValueOutOfRange(SECRET), "database_error", 500, None),
    (pg.InFailedSqlTransaction(SECRET), "database_error", 500, None),
    (pg.IoError(SECRET), "database_error", 500, None),
    (pg.InsufficientPrivilege(SECRET), "database_error", 500, None),
    # deadline_exceeded: the client was too slow to send
    (http.RequestTimeout(SECRET), "deadline_exceeded", 408, None),
    # internal_error
    (MemoryError(SECRET), "internal_error", 500, "out_of_memory"),
    (jwt.PyJWTError(SECRET), "internal_error", 500, None),
    (jwt.InvalidKeyError(SECRET), "internal_error", 500, None),
    (RecursionError(SECRET), "internal_error", 500, "unclassified"),
    (ValueError(SECRET), "internal_error", 500, "unclassified"),
    (KeyError(SECRET), "internal_error", 500, "unclassified"),
    (TimeoutError(SECRET), "internal_error", 500, "unclassified"),
    (Unheard(SECRET), "internal_error", 500, "unclassified"),
    (http.InternalServerError(SECRET), "internal_error", 500, "unclassified"),
    (ExceptionGroup(SECRET, [ValueError()]), "internal_error", 500, "unclassified"),
]  # fmt: skip


@pytest.mark.parametrize(("exc", "kind", "status", "code"), FOREIGN, ids=lambda value: type(value).__name__
                         if isinstance(value, BaseException) else "")  # fmt: skip
def test_an_exception_of_others_has_one_name(exc: BaseException, kind: str, status: int, code: str | None) -> None:
    """Kind by kind."""
    failure = describe(exc)
    assert (failure.error_kind.value, failure.status_code) == (kind, status)
    assert code in (None, failure.error_code)
    assert failure.exception is exc


@pytest.mark.parametrize("exc", [row[0] for row in FOREIGN], ids=lambda exc: type(exc).__name__)
def test_what_is_told_of_it_is_consistent_and_safe(exc: BaseException) -> None:
    """A client sees fixed wording, a status that its kind allows, and a Retry-After when trying again is safe."""
    failure = describe(exc)
    statuses, retryable, retry_after_s = DOCUMENTED[failure.error_kind.value]
    assert failure.status_code in statuses
    assert retryable in (None, failure.retryable)
    assert SECRET not in failure.message
    if failure.retryable and failure.status_code in (429, 503):
        assert failure.retry_after_s == (retry_after_s or failure.retry_after_s)
        assert failure.retry_after_s is not None
    if not failure.retryable:
        assert failure.retry_after_s is None


@pytest.mark.parametrize("exc", [pg.StatementCompletionUnknown(), pg.TransactionResolutionUnknown(), OutcomeUnknown()])
def test_an_unknown_outcome_is_not_retryable(exc: BaseException) -> None:
    """Only somebody who looks can tell whether it happened."""
    failure = describe(exc)
    assert failure.error_code == "outcome_unknown"
    assert not failure.retryable
    assert failure.retry_after_s is None


@pytest.mark.parametrize(
    "error", [value for _, value in inspect.getmembers(pg, inspect.isclass) if issubclass(value, psycopg.Error)]
)
def test_every_error_of_the_driver_is_about_the_database(error: type[psycopg.Error]) -> None:
    """PostgreSQL has some 240 states; none of them may end up as unclassified or as the client's mistake."""
    failure = describe(error("text"))
    assert failure.error_kind in {
        ErrorKind.CONFLICT,
        ErrorKind.DATABASE_TIMEOUT,
        ErrorKind.DATABASE_UNAVAILABLE,
        ErrorKind.DATABASE_ERROR,
    }
    assert failure.sqlstate == error.sqlstate


@pytest.mark.parametrize(
    ("state", "kind"),
    [("08", "database_unavailable"), ("53", "database_unavailable"), ("28", "database_unavailable"),
     ("57", "database_error"), ("25", "database_error"), ("XX", "database_error")],
)  # fmt: skip
def test_a_state_nobody_has_heard_of_is_read_by_its_class(state: str, kind: str) -> None:
    """Extensions and later servers have states of their own."""

    class Later(psycopg.Error):
        sqlstate = f"{state}Z99"

    failure = describe(Later("text"))
    assert (failure.error_kind.value, failure.sqlstate) == (kind, f"{state}Z99")


def test_the_state_comes_before_the_class_of_the_exception() -> None:
    """25P03 is an InternalError in psycopg, and still a time-out."""
    assert issubclass(pg.IdleInTransactionSessionTimeout, psycopg.InternalError)
    assert describe(pg.IdleInTransactionSessionTimeout()).error_kind is ErrorKind.DATABASE_TIMEOUT


@pytest.mark.parametrize("text", ["timeout", "statement timeout 57014", "connection lost", "401 Unauthorized"])
def test_the_text_decides_nothing(text: str) -> None:
    """Messages are translated by the server and written by attackers."""
    assert describe(Unheard(text)).error_code == "unclassified"
    assert describe(psycopg.Error(text)).error_kind is ErrorKind.DATABASE_ERROR


@pytest.mark.parametrize(
    "own", [StorageLockTimeout("user.look", "user.keep", 2000.0), PoolWaitTimeout(), OutcomeUnknown(),
            ServiceError(ErrorCode.USERNAME_TAKEN, "This user name is taken"),
            ServiceError(ErrorCode.TOO_MANY_REQUESTS, retry_after_s=42)],
    ids=lambda own: own.code.value,
)  # fmt: skip
def test_an_exception_of_our_own_is_taken_at_its_word(own: ServiceError) -> None:
    """It was named where it was understood; the edge does not think again."""
    failure = describe(own)
    assert (failure.code, failure.message, failure.retry_after_s) == (own.code, own.detail, own.retry_after_s)
    assert failure.status_code == own.code.status


def test_our_own_exception_keeps_the_state_of_its_cause() -> None:
    """The operator looks the SQLSTATE up, whoever wrapped it."""
    own = ServiceError(ErrorCode.STATEMENT_TIMEOUT)
    own.__cause__ = pg.QueryCanceled()
    assert describe(own).sqlstate == "57014"


@pytest.mark.parametrize("status", [*range(400, 452), 499, *range(500, 512), 599, 600, 999])
def test_every_status_stands_for_a_kind_that_allows_it(status: int) -> None:
    """A view may return any number; the client still gets one of the closed set."""
    failure = describe_status(status)
    assert failure.status_code in DOCUMENTED[failure.error_kind.value][0]
    if 400 <= status < 500:
        assert failure.status_code < 500
    else:
        assert failure.status_code >= 500
    if status in DOCUMENTED["validation_error"][0]:
        assert (failure.error_kind, failure.status_code) == (ErrorKind.VALIDATION_ERROR, status)


@pytest.mark.parametrize(("asked", "told"), [(30, 30), (None, 1), (0, 1), (7200, 1)])
def test_a_429_from_elsewhere_keeps_the_time_that_it_asks_for(asked: int | None, told: int) -> None:
    """Whoever refused knows when there is room again; what no client would wait for is left out."""
    described = describe(http.TooManyRequests(retry_after=asked))
    assert (described.error_kind, described.retry_after_s) == (ErrorKind.RATE_LIMIT_EXCEEDED, told)
