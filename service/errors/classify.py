"""What the exceptions of others mean: one table each for SQLSTATEs, for types and for HTTP statuses.

Only types and SQLSTATEs decide, never the text of a message. The most derived type is looked at first;
for the driver's errors the SQLSTATE comes before the type, since PostgreSQL and psycopg group them differently
(an idle-in-transaction time-out is psycopg's InternalError, for one).
"""

from __future__ import annotations

import jwt
import psycopg
import psycopg_pool
from gunicorn.http.errors import ParseException
from psycopg import errors as pg
from werkzeug.exceptions import HTTPException

from service.errors.context import ErrorContext
from service.errors.kinds import KIND_TRAITS, ErrorCode
from service.errors.types import ServiceError, UniqueConflict

# A five-character key is one state, a two-character key a whole class; the state is looked up first.
BY_SQLSTATE: dict[str, ErrorCode] = {
    "57014": ErrorCode.STATEMENT_TIMEOUT,
    "55P03": ErrorCode.ROW_LOCK_TIMEOUT,
    "25P03": ErrorCode.TRANSACTION_TIMEOUT,
    "25P04": ErrorCode.TRANSACTION_TIMEOUT,
    "40003": ErrorCode.OUTCOME_UNKNOWN,
    "08007": ErrorCode.OUTCOME_UNKNOWN,
    "08": ErrorCode.CONNECTION_LOST,
    "53100": ErrorCode.DISK_FULL,
    "53": ErrorCode.DATABASE_RESOURCES,
    "28": ErrorCode.DATABASE_LOGIN_REFUSED,
    "57P01": ErrorCode.DATABASE_SHUTTING_DOWN,
    "57P02": ErrorCode.DATABASE_SHUTTING_DOWN,
    "57P03": ErrorCode.DATABASE_STARTING,
    "57P04": ErrorCode.DATABASE_SHUTTING_DOWN,
    "57P05": ErrorCode.CONNECTION_LOST,
    "25006": ErrorCode.DATABASE_READ_ONLY,
    "40001": ErrorCode.TRANSACTION_CONFLICT,
    "40P01": ErrorCode.TRANSACTION_CONFLICT,
    "23505": ErrorCode.CONSTRAINT_VIOLATED,
    "23P01": ErrorCode.CONSTRAINT_VIOLATED,
    "23503": ErrorCode.CONSTRAINT_VIOLATED,
}

BY_TYPE: dict[type[BaseException], ErrorCode] = {
    UniqueConflict: ErrorCode.CONSTRAINT_VIOLATED,
    psycopg_pool.PoolTimeout: ErrorCode.POOL_WAIT_TIMEOUT,
    psycopg_pool.TooManyRequests: ErrorCode.SERVICE_UNAVAILABLE,
    psycopg_pool.PoolClosed: ErrorCode.DRAINING,
    pg.ConnectionTimeout: ErrorCode.CONNECT_TIMEOUT,
    pg.CancellationTimeout: ErrorCode.NO_ANSWER,
    psycopg.OperationalError: ErrorCode.CONNECTION_LOST,
    psycopg.InterfaceError: ErrorCode.CONNECTION_LOST,
    psycopg.Error: ErrorCode.DATABASE_REFUSED,
    jwt.ExpiredSignatureError: ErrorCode.TOKEN_EXPIRED,
    jwt.InvalidTokenError: ErrorCode.TOKEN_INVALID,
    jwt.PyJWTError: ErrorCode.SIGNING_FAILED,
    ParseException: ErrorCode.BODY_MALFORMED,
    MemoryError: ErrorCode.OUT_OF_MEMORY,
}

BY_HTTP_STATUS: dict[int, ErrorCode] = {
    401: ErrorCode.TOKEN_MISSING,
    403: ErrorCode.NOT_ALLOWED,
    404: ErrorCode.ROUTE_NOT_FOUND,
    410: ErrorCode.ROUTE_NOT_FOUND,
    405: ErrorCode.METHOD_NOT_ALLOWED,
    408: ErrorCode.DEADLINE_IN_BODY,
    409: ErrorCode.CONSTRAINT_VIOLATED,
    412: ErrorCode.CONSTRAINT_VIOLATED,
    413: ErrorCode.BODY_TOO_LARGE,
    415: ErrorCode.CONTENT_TYPE_UNSUPPORTED,
    429: ErrorCode.TOO_MANY_REQUESTS,
    503: ErrorCode.SERVICE_UNAVAILABLE,
}
# Statuses that keep their number under validation_error; any other 4xx is sent as 400.
VALIDATION_STATUSES = frozenset({400, 406, 411, 414, 415, 417, 422, 428, 431})


def describe(exc: BaseException) -> ErrorContext:
    """The failure that *exc* stands for. Never raises; what fits nothing is internal_error/unclassified."""
    if isinstance(exc, ServiceError):
        return ErrorContext(
            code=exc.code,
            status_code=exc.code.status,
            message=exc.detail,
            retryable=exc.code.retryable,
            retry_after_s=exc.retry_after_s,
            sqlstate=_sqlstate(exc.__cause__),
            exception=exc,
        )
    if isinstance(exc, HTTPException):
        return describe_status(exc.code or 500, exc)
    return _described(_code_of(exc), exc)


def describe_status(status: int, exc: BaseException | None = None) -> ErrorContext:
    """The failure that a response with *status* (>= 400) stands for, when nothing else is known of it."""
    if status >= 500:
        code = BY_HTTP_STATUS.get(status, ErrorCode.UNCLASSIFIED)
        return _described(code, exc)
    code = BY_HTTP_STATUS.get(status, ErrorCode.REQUEST_INVALID)
    keeps_status = code is not ErrorCode.REQUEST_INVALID or status in VALIDATION_STATUSES
    return _described(code, exc, status if keeps_status else 400)


def _described(code: ErrorCode, exc: BaseException | None, status: int | None = None) -> ErrorContext:
    traits = KIND_TRAITS[code.kind]
    return ErrorContext(
        code=code,
        status_code=code.status if status is None else status,
        message=traits.title,
        retryable=code.retryable,
        retry_after_s=traits.draw_retry_after_s() if code.retryable else None,
        sqlstate=_sqlstate(exc),
        exception=exc,
    )


def _code_of(exc: BaseException) -> ErrorCode:
    sqlstate = _sqlstate(exc)
    if sqlstate is not None:
        return BY_SQLSTATE.get(sqlstate) or BY_SQLSTATE.get(sqlstate[:2]) or ErrorCode.DATABASE_REFUSED
    for kind_of_exception in type(exc).__mro__:
        if kind_of_exception in BY_TYPE:
            return BY_TYPE[kind_of_exception]
    return ErrorCode.UNCLASSIFIED


def _sqlstate(exc: BaseException | None) -> str | None:
    return exc.sqlstate if isinstance(exc, psycopg.Error) else None
