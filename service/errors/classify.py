"""What the exceptions of others mean: one table each for SQLSTATEs, for types and for HTTP statuses.

Only types and SQLSTATEs decide, never the text of a message. The most derived type is looked at first;
for the driver's errors the SQLSTATE comes before the type, since PostgreSQL and psycopg group them differently
(an idle-in-transaction time-out is psycopg's InternalError, for one).
"""

from __future__ import annotations

from dataclasses import replace

import jwt
import psycopg
import psycopg_pool
from gunicorn.http import errors as http
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
    "53300": ErrorCode.CONNECTIONS_EXHAUSTED,
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
    "23503": ErrorCode.REFERENCE_VIOLATED,
    "22": ErrorCode.DATABASE_DATA_INVALID,
    "42501": ErrorCode.DATABASE_RIGHT_MISSING,
    "42": ErrorCode.SCHEMA_MISMATCH,
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
    http.InvalidRequestLine: ErrorCode.REQUEST_LINE_MALFORMED,
    http.LimitRequestLine: ErrorCode.REQUEST_LINE_TOO_LONG,
    http.InvalidRequestMethod: ErrorCode.METHOD_MALFORMED,
    http.InvalidHTTPVersion: ErrorCode.HTTP_VERSION_UNSUPPORTED,
    http.InvalidResponseHeader: ErrorCode.RESPONSE_INVALID,
    http.InvalidResponseHeaderName: ErrorCode.RESPONSE_INVALID,
    http.InvalidHeader: ErrorCode.HEADER_MALFORMED,
    http.InvalidHeaderName: ErrorCode.HEADER_MALFORMED,
    http.InvalidSchemeHeaders: ErrorCode.HEADER_MALFORMED,
    http.ObsoleteFolding: ErrorCode.HEADER_MALFORMED,
    http.LimitRequestHeaders: ErrorCode.HEADERS_TOO_LARGE,
    http.UnsupportedTransferCoding: ErrorCode.TRANSFER_CODING_UNSUPPORTED,
    http.ExpectationFailed: ErrorCode.EXPECTATION_FAILED,
    http.InvalidChunkSize: ErrorCode.BODY_MALFORMED,
    http.InvalidChunkExtension: ErrorCode.BODY_MALFORMED,
    http.ChunkMissingTerminator: ErrorCode.BODY_MALFORMED,
    http.ParseException: ErrorCode.REQUEST_INVALID,
    MemoryError: ErrorCode.OUT_OF_MEMORY,
}

BY_HTTP_STATUS: dict[int, ErrorCode] = {
    401: ErrorCode.TOKEN_MISSING,
    403: ErrorCode.NOT_ALLOWED,
    404: ErrorCode.ROUTE_NOT_FOUND,
    410: ErrorCode.RESOURCE_GONE,
    405: ErrorCode.METHOD_NOT_ALLOWED,
    408: ErrorCode.DEADLINE_IN_BODY,
    406: ErrorCode.RESPONSE_TYPE_UNAVAILABLE,
    409: ErrorCode.CONSTRAINT_VIOLATED,
    411: ErrorCode.LENGTH_REQUIRED,
    412: ErrorCode.PRECONDITION_FAILED,
    413: ErrorCode.BODY_TOO_LARGE,
    414: ErrorCode.REQUEST_LINE_TOO_LONG,
    415: ErrorCode.CONTENT_TYPE_UNSUPPORTED,
    417: ErrorCode.EXPECTATION_FAILED,
    428: ErrorCode.PRECONDITION_REQUIRED,
    431: ErrorCode.HEADERS_TOO_LARGE,
    429: ErrorCode.TOO_MANY_REQUESTS,
    503: ErrorCode.SERVICE_UNAVAILABLE,
}
# Statuses that keep their number under validation_error; any other 4xx is sent as 400.
RETRY_AFTER_S = range(1, 3601)
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
        described = describe_status(exc.code or 500, exc)
        asked_s = getattr(exc, "retry_after", None)  # of TooManyRequests and ServiceUnavailable
        return replace(described, retry_after_s=asked_s) if asked_s in RETRY_AFTER_S else described
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
        message=code.advice if code.status < 500 else traits.title,  # to a client, or to the operator
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
