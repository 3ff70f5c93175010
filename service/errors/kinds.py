"""The closed set of error kinds and the codes under them: status, retry hint, whose fault and what to do, in one table.

A kind says what sort of failure it is, a code which one. Codes are never renamed and never used again. What is printed
of this table (`GET /api/errors`, docs/runbooks/error_catalogue.md) is made by `service.errors.catalogue`.
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

    @property
    def runbook(self) -> str:
        """The page for whoever is called because of it, from the repository's root."""
        return f"docs/runbooks/{self.value}.md"


class Fault(StrEnum):
    """Where the cause of a failure is to be looked for first."""

    CLIENT = "client"
    LOAD = "load"
    DATABASE = "database"
    OTHER_SERVICE = "other_service"
    OPERATOR = "operator"
    SERVICE = "service"


@dataclass(frozen=True)
class KindTraits:
    """What all failures of a kind share.

    `retry_after_s` is the Retry-After of a retryable failure that has no better figure of its own; up to
    `retry_jitter_s` more are drawn at random, so that those who were refused together do not come back together.
    """

    title: str
    status: int
    fault: Fault
    retryable: bool = False
    retry_after_s: int | None = None
    retry_jitter_s: int = 0

    def draw_retry_after_s(self) -> int | None:
        if self.retry_after_s is None:
            return None
        return self.retry_after_s + random.randint(0, self.retry_jitter_s)  # noqa: S311  jitter


KIND_TRAITS: dict[ErrorKind, KindTraits] = {
    ErrorKind.VALIDATION_ERROR: KindTraits("The request is not valid", 400, Fault.CLIENT),
    ErrorKind.AUTH_ERROR: KindTraits("Not authenticated or not allowed", 401, Fault.CLIENT),
    ErrorKind.NOT_FOUND: KindTraits("Not found", 404, Fault.CLIENT),
    ErrorKind.METHOD_NOT_ALLOWED: KindTraits("Method not allowed", 405, Fault.CLIENT),
    ErrorKind.CONFLICT: KindTraits("In conflict with what is stored", 409, Fault.CLIENT),
    ErrorKind.PAYLOAD_TOO_LARGE: KindTraits("The request body is too large", 413, Fault.CLIENT),
    ErrorKind.RATE_LIMIT_EXCEEDED: KindTraits("Too many attempts", 429, Fault.CLIENT, True, 1),
    ErrorKind.STORAGE_LOCK_TIMEOUT: KindTraits("The storage lock was not free in time", 503, Fault.SERVICE, True, 1),
    ErrorKind.POOL_TIMEOUT: KindTraits("No database connection was free in time", 503, Fault.DATABASE, True, 1),
    ErrorKind.DATABASE_TIMEOUT: KindTraits("The database did not answer in time", 503, Fault.DATABASE, True, 1),
    ErrorKind.DATABASE_UNAVAILABLE: KindTraits("The database is not available", 503, Fault.DATABASE, True, 2),
    ErrorKind.DATABASE_ERROR: KindTraits("The database refused the operation", 500, Fault.SERVICE),
    ErrorKind.OVERLOADED: KindTraits("The service is overloaded", 503, Fault.LOAD, True, 1, 4),
    ErrorKind.DEADLINE_EXCEEDED: KindTraits("The request ran out of time", 504, Fault.LOAD, True),
    ErrorKind.EXTERNAL_TIMEOUT: KindTraits("Another service did not answer in time", 504, Fault.OTHER_SERVICE),
    ErrorKind.EXTERNAL_ERROR: KindTraits("Another service failed", 502, Fault.OTHER_SERVICE),
    ErrorKind.INTERNAL_ERROR: KindTraits("Internal error", 500, Fault.SERVICE),
}


@dataclass(frozen=True)
class _Row:
    """One line of the table below. What is None is as for the kind."""

    code: str
    kind: ErrorKind
    advice: str
    status: int | None = None
    retryable: bool | None = None
    fault: Fault | None = None


class ErrorCode(Enum):
    """The finer reason inside a kind; its value is what a client sees.

    A member is written as its code, its kind, what to do about it and, where they differ from the kind's own, its
    status, whether the same request may be sent again, and whose fault it is. `advice` is for whoever gets the failure:
    the client's developer for 4xx, the operator for 5xx. Fixed wording on one line, safe to show to anybody.
    """

    kind: ErrorKind
    advice: str
    status: int
    retryable: bool
    fault: Fault

    def __new__(cls, row: _Row) -> ErrorCode:
        traits = KIND_TRAITS[row.kind]
        member = object.__new__(cls)
        member._value_ = row.code
        member.kind = row.kind
        member.advice = row.advice
        member.status = traits.status if row.status is None else row.status
        member.retryable = traits.retryable if row.retryable is None else row.retryable
        member.fault = traits.fault if row.fault is None else row.fault
        return member

    @property
    def level(self) -> str:
        """The level of the line that tells it."""
        return "error" if self.status >= 500 else "warn"

    # fmt: off
    # What the client sent
    BODY_MISSING = _Row("body_missing", ErrorKind.VALIDATION_ERROR,
        advice="Send a JSON object as the body.")
    BODY_NOT_UTF8 = _Row("body_not_utf8", ErrorKind.VALIDATION_ERROR,
        advice="Encode the body in UTF-8.")
    BODY_NOT_JSON = _Row("body_not_json", ErrorKind.VALIDATION_ERROR,
        advice="Send valid JSON (RFC 8259): no comments, no trailing commas, double quotes.")
    BODY_NOT_OBJECT = _Row("body_not_object", ErrorKind.VALIDATION_ERROR,
        advice="Send one JSON object, not an array, a string or a number.")
    BODY_TOO_DEEP = _Row("body_too_deep", ErrorKind.VALIDATION_ERROR,
        advice="Nest at most 32 levels; no member of this API needs more than two.")
    BODY_DUPLICATE_KEY = _Row("body_duplicate_key", ErrorKind.VALIDATION_ERROR,
        advice="Write each member of an object once.")
    BODY_NUMBER_INVALID = _Row("body_number_invalid", ErrorKind.VALIDATION_ERROR,
        advice="Leave out NaN, Infinity and numbers of thousands of digits; they are not JSON that can be read.")
    BODY_TEXT_INVALID = _Row("body_text_invalid", ErrorKind.VALIDATION_ERROR,
        advice="Replace unpaired UTF-16 surrogates in texts; they have no UTF-8 form.")
    BODY_INCOMPLETE = _Row("body_incomplete", ErrorKind.VALIDATION_ERROR,
        advice="Send as many bytes as Content-Length announces. If you do, look for a connection that is cut on the "
               "way.")
    BODY_MALFORMED = _Row("body_malformed", ErrorKind.VALIDATION_ERROR,
        advice="Send a Content-Length, or valid chunks. If you do, look for a connection that is cut on the way.")
    BODY_TOO_LARGE = _Row("body_too_large", ErrorKind.PAYLOAD_TOO_LARGE,
        advice="Send less; the detail says how many bytes are taken. The requests of this API are a few hundred "
               "bytes long.")
    CONTENT_TYPE_UNSUPPORTED = _Row("content_type_unsupported", ErrorKind.VALIDATION_ERROR, status=415,
        advice="Send Content-Type application/json, in UTF-8.")
    FIELD_MISSING = _Row("field_missing", ErrorKind.VALIDATION_ERROR,
        advice="Add the member that the detail names.")
    FIELD_WRONG_TYPE = _Row("field_wrong_type", ErrorKind.VALIDATION_ERROR,
        advice="Send the member that the detail names as a string.")
    FIELD_INVALID = _Row("field_invalid", ErrorKind.VALIDATION_ERROR,
        advice="Use one of the values that the detail names.")
    USERNAME_TOO_SHORT = _Row("username_too_short", ErrorKind.VALIDATION_ERROR,
        advice="Ask the user for a name of 3 to 64 characters.")
    USERNAME_TOO_LONG = _Row("username_too_long", ErrorKind.VALIDATION_ERROR,
        advice="Ask the user for a name of 3 to 64 characters.")
    USERNAME_INVALID_CHARACTER = _Row("username_invalid_character", ErrorKind.VALIDATION_ERROR,
        advice="Ask the user for a name of letters, digits, dots, underscores and hyphens only.")
    USERNAME_INVALID_START = _Row("username_invalid_start", ErrorKind.VALIDATION_ERROR,
        advice="Ask the user for a name that starts with a letter or a digit.")
    EMAIL_INVALID = _Row("email_invalid", ErrorKind.VALIDATION_ERROR,
        advice="Ask the user to correct the e-mail address; only its syntax is checked.")
    PASSWORD_TOO_SHORT = _Row("password_too_short", ErrorKind.VALIDATION_ERROR,
        advice="Ask the user for a password of 8 to 256 characters.")
    PASSWORD_TOO_LONG = _Row("password_too_long", ErrorKind.VALIDATION_ERROR,
        advice="Ask the user for a password of 8 to 256 characters.")
    PASSWORD_INVALID_CHARACTER = _Row("password_invalid_character", ErrorKind.VALIDATION_ERROR,
        advice="Send the password as the user typed it, without NUL or unpaired UTF-16 surrogates.")
    REQUEST_INVALID = _Row("request_invalid", ErrorKind.VALIDATION_ERROR,
        advice="Check the request against the API; the server could not make sense of it.")
    TRACE_ID_INVALID = _Row("trace_id_invalid", ErrorKind.VALIDATION_ERROR,
        advice="Give the trace id as 32 lower-case hex digits, as X-Trace-Id has it.")
    RESPONSE_TYPE_UNAVAILABLE = _Row("response_type_unavailable", ErrorKind.VALIDATION_ERROR, status=406,
        advice="Accept application/json; nothing else is on offer.")
    LENGTH_REQUIRED = _Row("length_required", ErrorKind.VALIDATION_ERROR, status=411,
        advice="Send a Content-Length.")
    PRECONDITION_REQUIRED = _Row("precondition_required", ErrorKind.VALIDATION_ERROR, status=428,
        advice="Send the precondition header (If-Match) that this request needs.")

    # What the server refuses before the application sees it
    REQUEST_LINE_MALFORMED = _Row("request_line_malformed", ErrorKind.VALIDATION_ERROR,
        advice="Send a valid HTTP/1.1 request line. If the client does, it may be speaking TLS or HTTP/2 to a plain "
               "HTTP port.")
    REQUEST_LINE_TOO_LONG = _Row("request_line_too_long", ErrorKind.VALIDATION_ERROR, status=414,
        advice="Shorten the URL; this API has no long ones, and takes its data in the body.")
    METHOD_MALFORMED = _Row("method_malformed", ErrorKind.VALIDATION_ERROR,
        advice="Send a valid HTTP method, in capital letters.")
    HTTP_VERSION_UNSUPPORTED = _Row("http_version_unsupported", ErrorKind.VALIDATION_ERROR,
        advice="Speak HTTP/1.1 or HTTP/1.0, or put a proxy in front that translates.")
    HEADER_MALFORMED = _Row("header_malformed", ErrorKind.VALIDATION_ERROR,
        advice="Send valid header fields, each on one line. If the client does, look at the proxies on the way.")
    HEADERS_TOO_LARGE = _Row("headers_too_large", ErrorKind.VALIDATION_ERROR, status=431,
        advice="Send fewer or shorter headers; often it is a cookie that belongs to another service.")
    TRANSFER_CODING_UNSUPPORTED = _Row("transfer_coding_unsupported", ErrorKind.VALIDATION_ERROR,
        advice="Send the body as it is or chunked, in no other transfer coding.")
    EXPECTATION_FAILED = _Row("expectation_failed", ErrorKind.VALIDATION_ERROR, status=417,
        advice="Leave out the Expect header, or send 100-continue.")

    # Who the client is
    CREDENTIALS_INVALID = _Row("credentials_invalid", ErrorKind.AUTH_ERROR,
        advice="Ask the user for name and password again. An unknown name and a wrong password are told alike on "
               "purpose.")
    ACCOUNT_SUSPENDED = _Row("account_suspended", ErrorKind.AUTH_ERROR, status=403,
        advice="Tell the user that the account is suspended; an operator can lift that.")
    ACCOUNT_BANNED = _Row("account_banned", ErrorKind.AUTH_ERROR, status=403,
        advice="Tell the user that the account is banned; an operator can lift that.")
    TOKEN_MISSING = _Row("token_missing", ErrorKind.AUTH_ERROR,
        advice="Send the access token in the Authorization header, with the scheme Bearer.")
    TOKEN_INVALID = _Row("token_invalid", ErrorKind.AUTH_ERROR,
        advice="Log in again. If new tokens are refused, too, compare the key and the issuer with those of this "
               "service.")
    TOKEN_EXPIRED = _Row("token_expired", ErrorKind.AUTH_ERROR,
        advice="Get new tokens with the refresh token, then send the request again.")
    SESSION_ENDED = _Row("session_ended", ErrorKind.AUTH_ERROR,
        advice="Log in again; the session ended: by a logout, by an operator, unused for too long, or by a refresh "
               "token that was used twice.")
    REFRESH_INVALID = _Row("refresh_invalid", ErrorKind.AUTH_ERROR,
        advice="Log in again; this is not a refresh token that we know.")
    REFRESH_EXPIRED = _Row("refresh_expired", ErrorKind.AUTH_ERROR,
        advice="Log in again; the refresh token was not used for too long.")
    REFRESH_REUSED = _Row("refresh_reused", ErrorKind.AUTH_ERROR,
        advice="Log in again. Keep only the newest refresh token: an older one was used, and somebody else may have "
               "it.")
    NOT_ALLOWED = _Row("not_allowed", ErrorKind.AUTH_ERROR, status=403,
        advice="Use an account that has the right to do this.")

    # What is stored
    ROUTE_NOT_FOUND = _Row("route_not_found", ErrorKind.NOT_FOUND,
        advice="Check the path against the API.")
    ERROR_RECORD_NOT_FOUND = _Row("error_record_not_found", ErrorKind.NOT_FOUND,
        advice="Check the trace id; records of failures are kept for a limited time only, and successes leave none.")
    RESOURCE_GONE = _Row("resource_gone", ErrorKind.NOT_FOUND, status=410,
        advice="Forget the address; what was there is gone for good.")
    METHOD_NOT_ALLOWED = _Row("method_not_allowed", ErrorKind.METHOD_NOT_ALLOWED,
        advice="Use one of the methods that the Allow header names.")
    USERNAME_TAKEN = _Row("username_taken", ErrorKind.CONFLICT,
        advice="Ask the user for another name; names are unique without case.")
    EMAIL_TAKEN = _Row("email_taken", ErrorKind.CONFLICT,
        advice="Ask the user to log in instead; there is an account with this address.")
    USER_CHANGED = _Row("user_changed", ErrorKind.CONFLICT,
        advice="Log in again; the account was changed while its password was checked.")
    CONSTRAINT_VIOLATED = _Row("constraint_violated", ErrorKind.CONFLICT,
        advice="Read what is stored and send a request that agrees with it.")
    REFERENCE_VIOLATED = _Row("reference_violated", ErrorKind.CONFLICT,
        advice="Read again what the request refers to; it is not there any more.")
    PRECONDITION_FAILED = _Row("precondition_failed", ErrorKind.CONFLICT, status=412,
        advice="Read the current version and repeat the change on it.")

    # What a wait of ours ran into
    LOCK_WAIT_TIMEOUT = _Row("lock_wait_timeout", ErrorKind.STORAGE_LOCK_TIMEOUT,
        advice="Look who held the lock (lock_holder) and whether the process got any CPU; the lock guards memory only.")
    POOL_WAIT_TIMEOUT = _Row("pool_wait_timeout", ErrorKind.POOL_TIMEOUT,
        advice="Look whether the database is away or slow; if it is neither, raise POOL_MAX_SIZE within "
               "max_connections.")
    IN_FLIGHT_LIMIT = _Row("in_flight_limit", ErrorKind.OVERLOADED,
        advice="Look what the requests under way wait for: the database, as a rule. If it is only their number, raise "
               "THREADS or add replicas.")
    POOL_QUEUE_FULL = _Row("pool_queue_full", ErrorKind.OVERLOADED, fault=Fault.DATABASE,
        advice="Look whether the database is away or slow: half of the threads wait for a connection, and none comes.")
    HASH_QUEUE_FULL = _Row("hash_queue_full", ErrorKind.OVERLOADED,
        advice="Nothing, if it passes: logins above what the cores can hash are refused early. Else add cores or "
               "replicas.")
    HASH_WAIT_TIMEOUT = _Row("hash_wait_timeout", ErrorKind.OVERLOADED,
        advice="Nothing, if it passes: logins above what the cores can hash are refused early. Else add cores or "
               "replicas.")
    TOO_MANY_REQUESTS = _Row("too_many_requests", ErrorKind.RATE_LIMIT_EXCEEDED,
        advice="Wait as long as Retry-After says, and do not try in a loop.")
    DRAINING = _Row("draining", ErrorKind.OVERLOADED, fault=Fault.OPERATOR,
        advice="Nothing: this process is being stopped. If nobody deploys, find out who stops it.")
    NOT_READY = _Row("not_ready", ErrorKind.OVERLOADED, fault=Fault.SERVICE,
        advice="Read the checks in the answer of /health/ready; a dead thread there means: restart this process and "
               "report it.")
    SERVICE_UNAVAILABLE = _Row("service_unavailable", ErrorKind.OVERLOADED,
        advice="Compare the load with the number of workers and threads; more was under way than could be taken in.")
    DEADLINE_IN_HEAD = _Row("deadline_in_head", ErrorKind.DEADLINE_EXCEEDED, status=408, fault=Fault.CLIENT,
        advice="Send the request line and all headers without pausing.")
    DEADLINE_IN_BODY = _Row("deadline_in_body", ErrorKind.DEADLINE_EXCEEDED, status=408, fault=Fault.CLIENT,
        advice="Send the body without pausing, right after the headers.")
    DEADLINE_IN_QUEUE = _Row("deadline_in_queue", ErrorKind.DEADLINE_EXCEEDED,
        advice="Look what held all request threads, or how long the proxy in front kept the request (X-Request-Start); "
               "nothing was begun.")
    DEADLINE_IN_LOCK = _Row("deadline_in_lock", ErrorKind.DEADLINE_EXCEEDED, fault=Fault.SERVICE,
        advice="Look who held the lock (lock_holder) and where the rest of the time went before it.")
    DEADLINE_IN_POOL = _Row("deadline_in_pool", ErrorKind.DEADLINE_EXCEEDED, fault=Fault.DATABASE,
        advice="Look whether the database is away or slow, and where the rest of the time went before it.")
    DEADLINE_IN_QUERY = _Row("deadline_in_query", ErrorKind.DEADLINE_EXCEEDED, fault=Fault.DATABASE,
        advice="Look at the database: it had not answered when the time of the request was over.")
    DEADLINE_IN_HASH = _Row("deadline_in_hash", ErrorKind.DEADLINE_EXCEEDED,
        advice="Compare the logins with the cores: the hash was not done when the time of the request was over.")

    # What the database said, or did not say
    STATEMENT_TIMEOUT = _Row("statement_timeout", ErrorKind.DATABASE_TIMEOUT,
        advice="Look for what slows statements down: locks, a full disk, a busy host. The statement was cancelled "
               "and changed nothing.")
    ROW_LOCK_TIMEOUT = _Row("row_lock_timeout", ErrorKind.DATABASE_TIMEOUT,
        advice="Find who holds the row or the table in pg_stat_activity, often a person in psql, and let them end it.")
    ROW_BUSY = _Row("row_busy", ErrorKind.DATABASE_TIMEOUT,
        advice="Find who keeps the row locked in pg_stat_activity, often a person in psql; only requests for this one "
               "user, session or name are refused.")
    TRANSACTION_TIMEOUT = _Row("transaction_timeout", ErrorKind.DATABASE_TIMEOUT,
        advice="Look for a process that was stopped in the middle of a transaction; the server rolled it back.")
    CONNECT_TIMEOUT = _Row("connect_timeout", ErrorKind.DATABASE_TIMEOUT,
        advice="Look at the network between here and the database, and at its host.")
    NO_ANSWER = _Row("no_answer", ErrorKind.DATABASE_TIMEOUT,
        advice="Look at the database host: the connection stood, but nothing came. It was closed.")
    DATABASE_STARTING = _Row("database_starting", ErrorKind.DATABASE_UNAVAILABLE,
        advice="Wait for the database to come up; the line with component startup says what it is waiting for.")
    CONNECTION_LOST = _Row("connection_lost", ErrorKind.DATABASE_UNAVAILABLE,
        advice="Look whether the database was restarted or the network was cut; connections come back by themselves.")
    DATABASE_SHUTTING_DOWN = _Row("database_shutting_down", ErrorKind.DATABASE_UNAVAILABLE,
        advice="Wait for the database to come back, or start it.")
    DATABASE_RESOURCES = _Row("database_resources", ErrorKind.DATABASE_UNAVAILABLE,
        advice="Give the database more memory or other resources; its own log says which it lacks.")
    DISK_FULL = _Row("disk_full", ErrorKind.DATABASE_UNAVAILABLE,
        advice="Free disk space on the database host now; nothing can be written until then.")
    CONNECTIONS_EXHAUSTED = _Row("connections_exhausted", ErrorKind.DATABASE_UNAVAILABLE, fault=Fault.OPERATOR,
        advice="Run surelock doctor; lower POOL_MAX_SIZE or WEB_CONCURRENCY, or raise max_connections.")
    DATABASE_LOGIN_REFUSED = _Row("database_login_refused", ErrorKind.DATABASE_UNAVAILABLE, fault=Fault.OPERATOR,
        advice="Correct the role or its password, in DATABASE_URL or in the database.")
    DATABASE_READ_ONLY = _Row("database_read_only", ErrorKind.DATABASE_UNAVAILABLE,
        advice="Point DATABASE_URL at the primary, or promote this server; it takes no writes.")
    TRANSACTION_CONFLICT = _Row("transaction_conflict", ErrorKind.DATABASE_UNAVAILABLE,
        advice="Nothing, if it is rare. Else look which other work on the same tables runs into ours.")
    OUTCOME_UNKNOWN = _Row("outcome_unknown", ErrorKind.DATABASE_UNAVAILABLE, status=503, retryable=False,
        advice="Look in the table whether the change was made before you let anybody repeat it.")
    DATABASE_REFUSED = _Row("database_refused", ErrorKind.DATABASE_ERROR,
        advice="Report it with the line from the log; sqlstate there says what the database objected to.")
    DATABASE_DATA_INVALID = _Row("database_data_invalid", ErrorKind.DATABASE_ERROR,
        advice="Report it with the line from the log: a value reached the database that should have been refused "
               "before.")
    DATABASE_RIGHT_MISSING = _Row("database_right_missing", ErrorKind.DATABASE_ERROR, fault=Fault.OPERATOR,
        advice="Grant the role of DATABASE_URL its rights on the tables of the service; it should own them.")
    SCHEMA_MISMATCH = _Row("schema_mismatch", ErrorKind.DATABASE_ERROR, fault=Fault.OPERATOR,
        advice="Run surelock doctor. If the schema is older than this version, run surelock migrate; else undo what "
               "was changed by hand.")

    # What another service did
    LOG_SINK_TIMEOUT = _Row("log_sink_timeout", ErrorKind.EXTERNAL_TIMEOUT,
        advice="Look at the service behind LOG_SHIP_URL and the way there. Requests are not held up by it.")
    LOG_SINK_FAILED = _Row("log_sink_failed", ErrorKind.EXTERNAL_ERROR,
        advice="Look at the service behind LOG_SHIP_URL, and at the credentials in it. Requests are not held up by it.")

    # What we got wrong ourselves
    SETTING_INVALID = _Row("setting_invalid", ErrorKind.INTERNAL_ERROR, fault=Fault.OPERATOR,
        advice="Correct the variable that the detail names and start again; surelock doctor shows all settings.")
    STORED_HASH_INVALID = _Row("stored_hash_invalid", ErrorKind.INTERNAL_ERROR, fault=Fault.OPERATOR,
        advice="Store a bcrypt hash for this user; what is in users.password_hash is none.")
    SIGNING_FAILED = _Row("signing_failed", ErrorKind.INTERNAL_ERROR,
        advice="Run surelock doctor. If SECRET_KEY and the signing keys are as before, report it with the line from "
               "the log.")
    EMBEDDED_DATABASE_FAILED = _Row("embedded_database_failed", ErrorKind.INTERNAL_ERROR, fault=Fault.DATABASE,
        advice="Read the detail on its line, then pg.log in the state folder.")
    RESPONSE_INVALID = _Row("response_invalid", ErrorKind.INTERNAL_ERROR,
        advice="Report it with the line from the log: we made a response that is not valid HTTP.")
    REQUEST_CUT = _Row("request_cut", ErrorKind.INTERNAL_ERROR,
        advice="Find out why the worker ended with the request still under way: a kill, no memory, or a request "
               "that would not end.")
    REQUEST_STUCK = _Row("request_stuck", ErrorKind.INTERNAL_ERROR,
        advice="Read the stack trace: it is where the thread was, long after every wait should have ended. The worker "
               "was replaced.")
    LOCK_HELD = _Row("lock_held", ErrorKind.INTERNAL_ERROR,
        advice="Report it with the line from the log: something that may wait was about to be done under a lock. "
               "Until it is corrected, LOCK_TRIPWIRE=log lets it pass, counts it and tells it.")
    PORT_UNAVAILABLE = _Row("port_unavailable", ErrorKind.INTERNAL_ERROR, fault=Fault.OPERATOR,
        advice="Stop what listens on PORT, or set another PORT.")
    ERROR_RECORDS_LOST = _Row("error_records_lost", ErrorKind.INTERNAL_ERROR, fault=Fault.DATABASE,
        advice="Look why the database took no error records for so long. The failures themselves are in the log.")
    OUT_OF_MEMORY = _Row("out_of_memory", ErrorKind.INTERNAL_ERROR, fault=Fault.OPERATOR,
        advice="Give the process more memory, or lower WEB_CONCURRENCY, THREADS or CACHE_MAX_ENTRIES.")
    UNCLASSIFIED = _Row("unclassified", ErrorKind.INTERNAL_ERROR,
        advice="Report it with the line from the log: it is a failure that has no name yet.")
    # fmt: on
