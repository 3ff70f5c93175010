"""Log lines: their shape, whatever is in them."""

from __future__ import annotations

import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg import errors as pg

from service import __version__
from service.errors.classify import describe
from service.errors.kinds import ErrorCode
from service.errors.types import Overloaded, ServiceError, ValidationFailed
from service.telemetry import formatter as formatter_module
from service.telemetry.formatter import EventFormatter, exception_text, failure_fields
from service.telemetry.logs import configure_logging, write_event
from service.telemetry.outcomes import tell_deaths, write_failure
from service.telemetry.trace import start_trace, tracing
from tests.support.lines import LogLines, checked, formatter

LOG = logging.getLogger("surelock.test")


class Unprintable:
    """An object of somebody else's; its `repr` is for the test's own report."""

    def __str__(self) -> str:
        raise RuntimeError("no")


class Unshowable(Unprintable):
    def __repr__(self) -> str:
        raise RuntimeError("no")


class UnshowableError(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no")


def record(
    message: Any = "a message", *args: Any, level: int = logging.INFO, exc: BaseException | None = None, **extra: Any
) -> logging.LogRecord:
    """A record as `logging` makes it, without anything that would look at it first."""
    exc_info = (type(exc), exc, exc.__traceback__) if exc is not None else None
    return LOG.makeRecord("some.package", level, "file.py", 1, message, args, exc_info, extra=extra)


def line_of(made: logging.LogRecord) -> dict[str, Any]:
    return checked(formatter().format(made))


def raised(exc: BaseException) -> BaseException:
    try:
        raise exc
    except type(exc) as caught:
        return caught


def test_a_library_record_becomes_event_log() -> None:
    """Whoever writes it, it has the one shape that the log's readers know."""
    line = line_of(record("pool %s is %s", "main", "fine", level=logging.WARNING))
    assert (line["event"], line["message"], line["level"]) == ("log", "pool main is fine", "warn")
    assert (line["logger"], line["service"], line["version"]) == ("some.package", "surelock", __version__)


@pytest.mark.parametrize(
    ("level", "name"),
    [(logging.DEBUG, "debug"), (logging.INFO, "info"), (logging.WARNING, "warn"), (logging.ERROR, "error"),
     (logging.CRITICAL, "error")],
)  # fmt: skip
def test_levels_have_the_four_names_of_the_schema(level: int, name: str) -> None:
    """Platforms colour and count by them."""
    assert line_of(record(level=level))["level"] == name


def test_the_timestamp_is_the_records_own_in_utc() -> None:
    """Lines of many workers are sorted by it."""
    made = record()
    made.created = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC).timestamp()
    assert line_of(made)["timestamp"] == "2026-03-01T12:00:00.000000Z"


@pytest.mark.parametrize("name", ["timestamp", "level", "pid", "service", "version", "logger", "thread"])
def test_an_extra_can_not_override_what_the_line_says_of_itself(name: str) -> None:
    """A library's `extra` must not make a line look as if it came from another process or time."""
    honest = line_of(record())
    for made in (
        record(**cast(dict[str, Any], {} if name == "thread" else {name: "forged"})),
        record(event="log", event_fields={name: "forged"}),
    ):
        line = line_of(made)
        assert line[name] != "forged"
        assert name == "timestamp" or line[name] == honest[name]


@pytest.mark.parametrize("event", ["login", "request", "error", "", 7, {"a": 1}, ["x"], None])
def test_a_librarys_own_extra_called_event_is_not_our_event(event: Any) -> None:
    """`event` is a common name; only what was written by write_event is one of ours."""
    assert line_of(record("hello", event=event))["event"] == "log"


def test_other_extras_of_a_library_are_left_out() -> None:
    """Nobody has looked at what is in them; the schema's fields are closed."""
    assert "token" not in line_of(record(token="x", user={"email": "bob@example.com"}))


@pytest.mark.parametrize(
    ("value", "written"),
    [(float("nan"), 0.0), (float("inf"), 0.0), (float("-inf"), 0.0), (1.23456, 1.235), (7, 7)],
)
def test_a_number_that_json_does_not_have_is_replaced(value: float, written: float) -> None:
    """The encoder would write NaN as an invalid token, and the reader would lose the line."""
    fields = {"action": "contention", "label": "user.look", "lock_wait_ms": value}
    assert line_of(record(event="lock", event_fields=fields))["lock_wait_ms"] == written


@pytest.mark.parametrize("value", [2**64, -(2**64), 10**5000], ids=["2^64", "-2^64", "10^5000"])
def test_an_integer_over_64_bits_is_cut(value: int) -> None:
    """Readers in other languages fail on it; and Python refuses to print the largest."""
    fields = {"action": "contention", "label": "user.look", "suppressed": abs(value)}
    assert line_of(record(event="lock", event_fields=fields))["suppressed"] == 2**63 - 1


@pytest.mark.parametrize(
    "value",
    [b"\xff\xfe", Unshowable(), "\ud800", "a\u2028b\u0085c\0d", {1: {2: 3}}, object(), "x" * 10**6, [[]],
     {"\ud800": float("nan")}, ValueError("x"), "🔑" * 5000],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_any_value_of_a_field_becomes_text(value: Any) -> None:
    """Never raises, never loses a line to its content."""
    line = line_of(record(event="lifecycle", event_fields={"action": "migrated", "detail": value}))
    assert line["event"] == "lifecycle"
    assert isinstance(line["detail"], str)


def test_a_cycle_is_written_and_ends() -> None:
    """A structure that holds itself has no end for a naive encoder."""
    cyclic: list[Any] = []
    cyclic.append(cyclic)
    assert line_of(record(event="lifecycle", event_fields={"action": "migrated", "detail": cyclic}))["detail"]


def test_an_empty_message_is_told_as_such() -> None:
    """The schema asks for one character at least, and so does whoever reads it."""
    assert line_of(record(""))["message"] == "(empty)"


@pytest.mark.parametrize(
    "made",
    [record("%s", Unshowable()), record("%d", "text"), record("%s %s", "one"), record("%(a)s", {"b": 1}),
     record(Unshowable())],
    ids=["unshowable", "not a number", "too few", "wrong key", "unshowable message"],
)  # fmt: skip
def test_a_message_that_can_not_be_put_together_still_makes_a_line(made: logging.LogRecord) -> None:
    """Somebody's wrong format string must not hide that something was said."""
    assert line_of(made)["logger"] == "some.package"


def test_an_unshowable_argument_does_not_cost_the_exception_that_comes_with_it() -> None:
    """Rule 4: such an object is replaced; the traceback is what the line is there for."""
    line = line_of(record("failed for %s", Unshowable(), level=logging.ERROR, exc=raised(KeyError("the cause"))))
    assert line["exception_type"] == "KeyError"


TEXTS = st.text() | st.sampled_from(
    ["\ud800", "\u2028\u2029\x85", "x" * 10_000, "🔑" * 3000, "\0" * 5000, '"\\' * 3000]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.integers(2**70, 2**80) | st.floats() | TEXTS | st.binary()
    | st.just(Unprintable()) | st.just(10**4200),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS | st.integers(), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip
EXCEPTIONS = st.one_of(
    TEXTS.map(ValueError), VALUES.map(KeyError), st.just(UnshowableError()), st.binary().map(OSError),
    st.lists(TEXTS.map(ValueError), min_size=1, max_size=3).map(lambda some: ExceptionGroup("many", some)),
)  # fmt: skip


@given(TEXTS, st.lists(VALUES, max_size=3), st.none() | EXCEPTIONS, st.integers(0, 60))
def test_every_line_of_a_library_is_valid(message: str, args: list[Any], exc: BaseException | None, level: int) -> None:
    """Hostile text, arguments and exceptions: the line stands, fits, and is as the schema says."""
    line = line_of(record(message, *args, level=level, exc=raised(exc) if exc is not None else None))
    assert line["event"] == "log"


@given(TEXTS | st.binary() | st.just(Unprintable()) | st.lists(VALUES, max_size=3), EXCEPTIONS)
def test_every_line_of_a_failure_is_valid(detail: Any, exc: BaseException) -> None:
    """The line that counts the failure is the last one to lose to its content."""
    fields = failure_fields(describe(raised(exc))) | {"component": "worker", "detail": detail}
    made = record("the step failed", level=logging.ERROR, event="error", event_fields=fields)
    line = line_of(made)
    assert (line["event"], line["error_kind"]) == ("error", "internal_error")


def deep(depth: int, text: str) -> BaseException:
    """An exception with a traceback of *depth* frames."""

    def down(left: int) -> None:
        if left == 0:
            raise ValueError(text)
        down(left - 1)

    try:
        down(depth)
    except ValueError as exc:
        return exc
    raise AssertionError


def test_a_giant_traceback_loses_its_outer_end_first() -> None:
    """The innermost frames tell where it happened; the message outlives the frames, and our own words both."""
    limit = sys.getrecursionlimit() - 200
    fields = failure_fields(describe(deep(limit, "🔑" * 400))) | {"component": "worker", "detail": "ü" * 400}
    line = line_of(record("the step failed", level=logging.ERROR, event="error", event_fields=fields))
    assert len(line["exception_stacktrace"]) < 64
    assert line["message"] == "the step failed"
    assert (line["error_kind"], line["fingerprint"][:2]) == ("internal_error", "f_")
    moderate = failure_fields(describe(deep(100, "short"))) | {"component": "worker"}
    line = line_of(record("the step failed", level=logging.ERROR, event="error", event_fields=moderate))
    assert line["exception_stacktrace"][-1].endswith(" down")
    assert line["exception_message"] == "short"


def test_a_line_is_cut_stacktrace_first_then_exception_message_then_message() -> None:
    """Rule 2, in this order."""
    long = record("🔑" * 1000, level=logging.ERROR, exc=deep(50, "🔑" * 500))
    line = line_of(long)
    assert line["exception_stacktrace"] == []
    assert len(line["exception_message"]) < 100 < len(line["message"])
    short = line_of(record("🔑" * 10, level=logging.ERROR, exc=deep(50, "🔑" * 200)))
    assert 0 < len(short["exception_stacktrace"]) <= 51
    assert (len(short["message"]), len(short["exception_message"])) == (10, 200)


def test_no_field_makes_a_line_too_long() -> None:
    """A longer write could be torn by another worker's line; whose text it was does not matter then."""
    fields = {"action": "contention", "label": "é" * 500, "endpoint": "🔑" * 500}
    text = formatter().format(record("m", event="lock", event_fields=fields))
    assert len(text) < 4096
    line = json.loads(text)
    assert (line["message"], line["event"], line["action"]) == ("m", "lock", "contention")


@pytest.mark.timeout(3)
@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_cycle_of_causes_ends(length: int) -> None:
    """`raise exc from exc` makes one; the thread that looks for the first cause must not look for ever."""
    chain = [raised(ValueError(str(number))) for number in range(length)]
    for number, exc in enumerate(chain):
        exc.__cause__ = chain[(number + 1) % length]
    fields = failure_fields(describe(chain[0])) | {"component": "worker"}
    assert line_of(record(level=logging.ERROR, event="error", event_fields=fields))["exception_type"] == "ValueError"


def test_an_exception_class_made_inside_a_function_has_a_valid_name() -> None:
    """Its qualified name holds `<locals>`, which the schema's exception_type does not take."""

    class Local(Exception):
        pass

    assert "Local" in line_of(record(level=logging.ERROR, exc=raised(Local("x"))))["exception_type"]
    fields = failure_fields(describe(raised(Local("x")))) | {"component": "worker"}
    assert "Local" in line_of(record(level=logging.ERROR, event="error", event_fields=fields))["exception_type"]


@pytest.mark.parametrize("name", ["Fehlerö", "E" * 300, "E-1"])
def test_any_name_of_an_exception_class_makes_a_valid_line(name: str) -> None:
    """Classes are also made by `type(...)`, with whatever name."""
    exc = type(name, (Exception,), {"__module__": "some.package"})("x")
    assert line_of(record(level=logging.ERROR, exc=raised(exc)))["exception_type"]


@pytest.mark.parametrize("name", ["", "1st", "a b", "ä", "x" * 300, "a/b", "root"])
def test_any_name_of_a_logger_makes_a_valid_line(name: str) -> None:
    """Libraries are free in naming their loggers."""
    made = record()
    made.name = name
    assert line_of(made)


@pytest.mark.parametrize("name", ["", "Thread-1 (work)", "ü" * 100, "a\nb", "<lambda>"])
def test_any_name_of_a_thread_makes_a_valid_line(name: str) -> None:
    """And so are they in naming threads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(threading.current_thread(), "_name", name)
        line = line_of(record())
    assert line["thread"]


@pytest.mark.parametrize(
    "secret",
    ["bob@example.com", "Bearer abcdefgh12345678", "$2b$11$" + "a" * 53, "postgresql://u:hunter2@h/d",
     "password=hunter2", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefgh"],
)  # fmt: skip
def test_a_secret_is_masked_in_every_part_of_a_line(secret: str) -> None:
    """Message, arguments, exception and fields alike."""
    made = [
        record(f"x {secret} y"),
        record("x %s y", secret),
        record(level=logging.ERROR, exc=raised(ValueError(secret))),
        record(event="lifecycle", event_fields={"action": "migrated", "detail": secret}),
    ]
    for text in map(formatter().format, made):
        assert checked(text)
        assert secret not in text
        assert "[masked]" in text


def test_an_event_carries_the_trace_of_its_request(log_lines: LogLines) -> None:
    """Whatever is logged during a request is found by its id."""
    trace = start_trace(None)
    with tracing(trace):
        write_event(LOG, "lifecycle", "info", "ready", action="ready", detail=None)
    line = log_lines.only("lifecycle")
    assert (line["trace_id"], line["span_id"]) == (trace.trace_id, trace.span_id)
    assert "detail" not in line  # rule 7: absent, never null


def test_a_client_failure_has_no_traceback_and_a_server_failure_has() -> None:
    """A 4xx is routine and must not fill the log; a 5xx without its frames explains nothing."""
    client = failure_fields(describe(raised(ValidationFailed(ErrorCode.FIELD_MISSING))))
    server = failure_fields(describe(raised(Overloaded(ErrorCode.HASH_QUEUE_FULL))))
    assert "exception_stacktrace" not in client
    assert "fingerprint" not in client
    assert server["exception_stacktrace"]
    assert server["fingerprint"].startswith("f_")


def test_the_first_cause_is_what_is_told() -> None:
    """Our own wording says that the database is not available; what the driver said explains it."""
    wrapped = ServiceError(ErrorCode.CONNECTION_LOST)
    wrapped.__cause__ = raised(OSError("no route to host"))
    assert failure_fields(describe(raised(wrapped)))["exception_message"] == "no route to host"


def test_the_fingerprint_is_the_same_for_the_same_cause_and_differs_else() -> None:
    """A thousand lines of one incident are one entry in a list."""
    prints = [failure_fields(describe(raised(ValueError(text))))["fingerprint"] for text in ("a", "b")]
    assert len({*prints, failure_fields(describe(raised(KeyError("a"))))["fingerprint"]}) == 2


def test_a_failure_is_told_once_however_often_it_passes(log_lines: LogLines) -> None:
    """Each failure is on exactly one line that has error_kind; counting lines counts failures."""
    failure = describe(raised(ValueError("x")))
    for _ in range(3):
        write_failure(LOG, failure, component="listener", message="lost")
    assert len(log_lines.failures()) == 1


@dataclass(frozen=True)
class FrozenError(Exception):
    """One that takes no attribute."""

    why: str


class CuriousError(Exception):
    """One that fails when asked for what it does not have."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(name)


@pytest.mark.parametrize("kind", [FrozenError, CuriousError])
def test_a_failure_is_told_whatever_its_exception_does_not_allow(log_lines: LogLines, kind: type[Exception]) -> None:
    """No object of somebody else's may cost the one line that tells what happened."""
    write_failure(LOG, describe(kind("x")), component="listener", message="lost")
    assert [line["error_code"] for line in log_lines.failures()] == ["unclassified"]


@pytest.fixture
def _logging_as_it_was() -> Iterator[None]:
    root, pool = logging.getLogger(), logging.getLogger("psycopg.pool")
    before = (root.handlers[:], root.level, pool.level, logging.raiseExceptions)
    hooks = (sys.excepthook, threading.excepthook)
    yield
    root.handlers[:], root.level, pool.level, logging.raiseExceptions = before
    root.setLevel(before[1])
    pool.setLevel(before[2])
    sys.excepthook, threading.excepthook = hooks
    logging.captureWarnings(False)


@pytest.mark.usefixtures("_logging_as_it_was")
def test_everything_of_a_process_goes_through_the_one_formatter(capfd: pytest.CaptureFixture[str]) -> None:
    """Rule 1: the platform marks whatever is on standard error as an error."""
    configure_logging("info", commit="0123abc", environment="not valid!", replica=None)
    tell_deaths("server")
    logging.getLogger("some.package").info("hello")
    logging.getLogger("psycopg.pool").info("left out")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("take care", UserWarning, stacklevel=1)
    thread = threading.Thread(target=lambda: 1 / 0, name="doomed")
    thread.start()
    thread.join()
    out, err = capfd.readouterr()
    lines = [checked(line) for line in out.splitlines()]
    assert err == ""
    assert [line["logger"] for line in lines] == ["some.package", "py.warnings", "surelock.worker"]
    assert all(line["commit"] == "0123abc" and "environment" not in line for line in lines)
    assert (lines[2]["exception_type"], lines[2]["thread"]) == ("ZeroDivisionError", "doomed")
    assert (lines[2]["event"], lines[2]["error_code"]) == ("error", "unclassified")


def test_a_formatter_that_fails_still_tells_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last resort, for what nobody has thought of."""
    monkeypatch.setattr(formatter_module, "safe_text", lambda *_: 1 / 0)
    line = checked(EventFormatter({"version": __version__}).format(record()))
    assert line["exception_type"] == "ZeroDivisionError"


@pytest.mark.parametrize("exc", [pg.RaiseException("bad user ada"), pg.InvalidTextRepresentation('invalid: "ada"')])
def test_what_repeats_a_value_in_its_first_line_is_told_by_its_type_alone(exc: Exception) -> None:
    """An operator's trigger may raise a name, and a type quotes what it can't read."""
    assert exception_text(exc) == ""
    assert "ada" not in repr(failure_fields(describe(exc)))
