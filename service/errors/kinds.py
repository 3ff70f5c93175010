"""The closed set of error kinds and the codes under them: status, log level and retry hint in one table.

A kind says whose problem a failure is; a code says which. Codes are never renamed and never used again.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import Enum, StrEnum


class ErrorKind(StrEnum):
    """Every failure has exactly one of these."""

    VALIDATION_ERROR = "validation_error"
    AUTH_ERROR = "auth_error"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    CONFLICT = "conflict"
    PAYLOAD_TOO_LARGE = "payload_too_large"
    RATE_LIMIT_EXCEEDED = "rate_limit_exceeded"
    STORAGE_LOCK_TIMEOUT = "storage_lock_timeout"
    POOL_TIMEOUT = "pool_timeout"
    DATABASE_TIMEOUT = "database_timeout"
    DATABASE_UNAVAILABLE = "database_unavailable"
    DATABASE_ERROR = "database_error"
    OVERLOADED = "overloaded"
    DEADLINE_EXCEEDED = "deadline_exceeded"
    EXTERNAL_TIMEOUT = "external_timeout"
    EXTERNAL_ERROR = "external_error"
    INTERNAL_ERROR = "internal_error"


@dataclass(frozen=True)
class KindTraits:
    """What all failures of a kind share.

    `retry_after_s` is the Retry-After of a retryable failure that has no better figure of its own; up to
    `retry_jitter_s` more are drawn at random, so that those who were refused together do not come back together.
    """

    title: str
    status: int
    retryable: bool = False
    retry_after_s: int | None = None
    retry_jitter_s: int = 0

    def draw_retry_after_s(self) -> int | None:
        if self.retry_after_s is None:
            return None
        return self.retry_after_s + random.randint(0, self.retry_jitter_s)  # noqa: S311  jitter


KIND_TRAITS: dict[ErrorKind, KindTraits] = {
    ErrorKind.VALIDATION_ERROR: KindTraits("The request is not valid", 400),
    ErrorKind.AUTH_ERROR: KindTraits("Not authenticated or not allowed", 401),
    ErrorKind.NOT_FOUND: KindTraits("Not found", 404),
    ErrorKind.METHOD_NOT_ALLOWED: KindTraits("Method not allowed", 405),
    ErrorKind.CONFLICT: KindTraits("In conflict with what is stored", 409),
    ErrorKind.PAYLOAD_TOO_LARGE: KindTraits("The request body is too large", 413),
    ErrorKind.RATE_LIMIT_EXCEEDED: KindTraits("Too many attempts", 429, True, 1),
    ErrorKind.STORAGE_LOCK_TIMEOUT: KindTraits("The storage lock was not free in time", 503, True, 1),
    ErrorKind.POOL_TIMEOUT: KindTraits("No database connection was free in time", 503, True, 1),
    ErrorKind.DATABASE_TIMEOUT: KindTraits("The database did not answer in time", 503, True, 1),
    ErrorKind.DATABASE_UNAVAILABLE: KindTraits("The database is not available", 503, True, 2),
    ErrorKind.DATABASE_ERROR: KindTraits("The database refused the operation", 500),
    ErrorKind.OVERLOADED: KindTraits("The service is overloaded", 503, True, 1, 4),
    ErrorKind.DEADLINE_EXCEEDED: KindTraits("The request ran out of time", 504, True),
    ErrorKind.EXTERNAL_TIMEOUT: KindTraits("Another service did not answer in time", 504),
    ErrorKind.EXTERNAL_ERROR: KindTraits("Another service failed", 502),
    ErrorKind.INTERNAL_ERROR: KindTraits("Internal error", 500),
}


class ErrorCode(Enum):
    """The finer reason inside a kind; its value is what a client sees.

    A member is written as its code, its kind and, where they differ from the kind's own, its status
    and whether the same request may be sent again.
    """

    kind: ErrorKind
    status: int
    retryable: bool

    def __new__(cls, code: str, kind: ErrorKind, status: int | None = None, retryable: bool | None = None) -> ErrorCode:
        member = object.__new__(cls)
        member._value_ = code
        member.kind = kind
        member.status = KIND_TRAITS[kind].status if status is None else status
        member.retryable = KIND_TRAITS[kind].retryable if retryable is None else retryable
        return member

    # What the client sent
    BODY_MISSING = "body_missing", ErrorKind.VALIDATION_ERROR
    BODY_NOT_UTF8 = "body_not_utf8", ErrorKind.VALIDATION_ERROR
    BODY_NOT_JSON = "body_not_json", ErrorKind.VALIDATION_ERROR
    BODY_NOT_OBJECT = "body_not_object", ErrorKind.VALIDATION_ERROR
    BODY_TOO_DEEP = "body_too_deep", ErrorKind.VALIDATION_ERROR
    BODY_DUPLICATE_KEY = "body_duplicate_key", ErrorKind.VALIDATION_ERROR
    BODY_NUMBER_INVALID = "body_number_invalid", ErrorKind.VALIDATION_ERROR
    BODY_TEXT_INVALID = "body_text_invalid", ErrorKind.VALIDATION_ERROR
    BODY_INCOMPLETE = "body_incomplete", ErrorKind.VALIDATION_ERROR
    BODY_MALFORMED = "body_malformed", ErrorKind.VALIDATION_ERROR
    BODY_TOO_LARGE = "body_too_large", ErrorKind.PAYLOAD_TOO_LARGE
    CONTENT_TYPE_UNSUPPORTED = "content_type_unsupported", ErrorKind.VALIDATION_ERROR, 415
    FIELD_MISSING = "field_missing", ErrorKind.VALIDATION_ERROR
    FIELD_WRONG_TYPE = "field_wrong_type", ErrorKind.VALIDATION_ERROR
    FIELD_INVALID = "field_invalid", ErrorKind.VALIDATION_ERROR
    USERNAME_TOO_SHORT = "username_too_short", ErrorKind.VALIDATION_ERROR
    USERNAME_TOO_LONG = "username_too_long", ErrorKind.VALIDATION_ERROR
    USERNAME_INVALID_CHARACTER = "username_invalid_character", ErrorKind.VALIDATION_ERROR
    USERNAME_INVALID_START = "username_invalid_start", ErrorKind.VALIDATION_ERROR
    EMAIL_INVALID = "email_invalid", ErrorKind.VALIDATION_ERROR
    PASSWORD_TOO_SHORT = "password_too_short", ErrorKind.VALIDATION_ERROR
    PASSWORD_TOO_LONG = "password_too_long", ErrorKind.VALIDATION_ERROR
    PASSWORD_INVALID_CHARACTER = "password_invalid_character", ErrorKind.VALIDATION_ERROR
    REQUEST_INVALID = "request_invalid", ErrorKind.VALIDATION_ERROR
    TRACE_ID_INVALID = "trace_id_invalid", ErrorKind.VALIDATION_ERROR
    RESPONSE_TYPE_UNAVAILABLE = "response_type_unavailable", ErrorKind.VALIDATION_ERROR, 406
    LENGTH_REQUIRED = "length_required", ErrorKind.VALIDATION_ERROR, 411
    PRECONDITION_REQUIRED = "precondition_required", ErrorKind.VALIDATION_ERROR, 428
    
    # What the server refuses before the application sees it
    REQUEST_LINE_MALFORMED = "request_line_malformed", ErrorKind.VALIDATION_ERROR
    REQUEST_LINE_TOO_LONG = "request_line_too_long", ErrorKind.VALIDATION_ERROR, 414
    METHOD_MALFORMED = "method_malformed", ErrorKind.VALIDATION_ERROR
    HTTP_VERSION_UNSUPPORTED = "http_version_unsupported", ErrorKind.VALIDATION_ERROR
    HEADER_MALFORMED = "header_malformed", ErrorKind.VALIDATION_ERROR
    HEADERS_TOO_LARGE = "headers_too_large", ErrorKind.VALIDATION_ERROR, 431
    TRANSFER_CODING_UNSUPPORTED = "transfer_coding_unsupported", ErrorKind.VALIDATION_ERROR
    EXPECTATION_FAILED = "expectation_failed", ErrorKind.VALIDATION_ERROR, 417

    # Who the client is
    CREDENTIALS_INVALID = "credentials_invalid", ErrorKind.AUTH_ERROR
    ACCOUNT_SUSPENDED = "account_suspended", ErrorKind.AUTH_ERROR, 403
    ACCOUNT_BANNED = "account_banned", ErrorKind.AUTH_ERROR, 403
    TOKEN_MISSING = "token_missing", ErrorKind.AUTH_ERROR
    TOKEN_INVALID = "token_invalid", ErrorKind.AUTH_ERROR
    TOKEN_EXPIRED = "token_expired", ErrorKind.AUTH_ERROR
    SESSION_ENDED = "session_ended", ErrorKind.AUTH_ERROR
    REFRESH_INVALID = "refresh_invalid", ErrorKind.AUTH_ERROR
    REFRESH_EXPIRED = "refresh_expired", ErrorKind.AUTH_ERROR
    REFRESH_REUSED = "refresh_reused", ErrorKind.AUTH_ERROR
    NOT_ALLOWED = "not_allowed", ErrorKind.AUTH_ERROR, 403

    # What is stored
    ROUTE_NOT_FOUND = "route_not_found", ErrorKind.NOT_FOUND
    ERROR_RECORD_NOT_FOUND = "error_record_not_found", ErrorKind.NOT_FOUND
    RESOURCE_GONE = "resource_gone", ErrorKind.NOT_FOUND, 410
    METHOD_NOT_ALLOWED = "method_not_allowed", ErrorKind.METHOD_NOT_ALLOWED
    USERNAME_TAKEN = "username_taken", ErrorKind.CONFLICT
    EMAIL_TAKEN = "email_taken", ErrorKind.CONFLICT
    USER_CHANGED = "user_changed", ErrorKind.CONFLICT
    CONSTRAINT_VIOLATED = "constraint_violated", ErrorKind.CONFLICT
    REFERENCE_VIOLATED = "reference_violated", ErrorKind.CONFLICT
    PRECONDITION_FAILED = "precondition_failed", ErrorKind.CONFLICT, 412

    # What a wait of ours ran into
    LOCK_WAIT_TIMEOUT = "lock_wait_timeout", ErrorKind.STORAGE_LOCK_TIMEOUT
    POOL_WAIT_TIMEOUT = "pool_wait_timeout", ErrorKind.POOL_TIMEOUT
    HASH_QUEUE_FULL = "hash_queue_full", ErrorKind.OVERLOADED
    HASH_WAIT_TIMEOUT = "hash_wait_timeout", ErrorKind.OVERLOADED
    TOO_MANY_REQUESTS = "too_many_requests", ErrorKind.RATE_LIMIT_EXCEEDED
    DRAINING = "draining", ErrorKind.OVERLOADED
    NOT_READY = "not_ready", ErrorKind.OVERLOADED
    SERVICE_UNAVAILABLE = "service_unavailable", ErrorKind.OVERLOADED
    DEADLINE_IN_HEAD = "deadline_in_head", ErrorKind.DEADLINE_EXCEEDED, 408
    DEADLINE_IN_BODY = "deadline_in_body", ErrorKind.DEADLINE_EXCEEDED, 408
    DEADLINE_IN_LOCK = "deadline_in_lock", ErrorKind.DEADLINE_EXCEEDED
    DEADLINE_IN_POOL = "deadline_in_pool", ErrorKind.DEADLINE_EXCEEDED
    DEADLINE_IN_QUERY = "deadline_in_query", ErrorKind.DEADLINE_EXCEEDED
    DEADLINE_IN_HASH = "deadline_in_hash", ErrorKind.DEADLINE_EXCEEDED

    # What the database said, or did not say
    STATEMENT_TIMEOUT = "statement_timeout", ErrorKind.DATABASE_TIMEOUT
    ROW_LOCK_TIMEOUT = "row_lock_timeout", ErrorKind.DATABASE_TIMEOUT
    TRANSACTION_TIMEOUT = "transaction_timeout", ErrorKind.DATABASE_TIMEOUT
    CONNECT_TIMEOUT = "connect_timeout", ErrorKind.DATABASE_TIMEOUT
    NO_ANSWER = "no_answer", ErrorKind.DATABASE_TIMEOUT
    DATABASE_STARTING = "database_starting", ErrorKind.DATABASE_UNAVAILABLE
    CONNECTION_LOST = "connection_lost", ErrorKind.DATABASE_UNAVAILABLE
    DATABASE_SHUTTING_DOWN = "database_shutting_down", ErrorKind.DATABASE_UNAVAILABLE
    DATABASE_RESOURCES = "database_resources", ErrorKind.DATABASE_UNAVAILABLE
    DISK_FULL = "disk_full", ErrorKind.DATABASE_UNAVAILABLE
    CONNECTIONS_EXHAUSTED = "connections_exhausted", ErrorKind.DATABASE_UNAVAILABLE
    DATABASE_LOGIN_REFUSED = "database_login_refused", ErrorKind.DATABASE_UNAVAILABLE
    DATABASE_READ_ONLY = "database_read_only", ErrorKind.DATABASE_UNAVAILABLE
    TRANSACTION_CONFLICT = "transaction_conflict", ErrorKind.DATABASE_UNAVAILABLE
    OUTCOME_UNKNOWN = "outcome_unknown", ErrorKind.DATABASE_UNAVAILABLE, 503, False
    DATABASE_REFUSED = "database_refused", ErrorKind.DATABASE_ERROR
    DATABASE_DATA_INVALID = "database_data_invalid", ErrorKind.DATABASE_ERROR
    DATABASE_RIGHT_MISSING = "database_right_missing", ErrorKind.DATABASE_ERROR
    SCHEMA_MISMATCH = "schema_mismatch", ErrorKind.DATABASE_ERROR
    
    # What another service did
    LOG_SINK_TIMEOUT = "log_sink_timeout", ErrorKind.EXTERNAL_TIMEOUT
    LOG_SINK_FAILED = "log_sink_failed", ErrorKind.EXTERNAL_ERROR

    # What we got wrong ourselves
    SETTING_INVALID = "setting_invalid", ErrorKind.INTERNAL_ERROR
    STORED_HASH_INVALID = "stored_hash_invalid", ErrorKind.INTERNAL_ERROR
    SIGNING_FAILED = "signing_failed", ErrorKind.INTERNAL_ERROR
    EMBEDDED_DATABASE_FAILED = "embedded_database_failed", ErrorKind.INTERNAL_ERROR
    RESPONSE_INVALID = "response_invalid", ErrorKind.INTERNAL_ERROR
    REQUEST_CUT = "request_cut", ErrorKind.INTERNAL_ERROR
    OUT_OF_MEMORY = "out_of_memory", ErrorKind.INTERNAL_ERROR
    UNCLASSIFIED = "unclassified", ErrorKind.INTERNAL_ERROR
