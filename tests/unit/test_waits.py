"""Every wait of the service has an end, and docs/design/waits.md says which."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from service.config import Settings
from service.errors.kinds import ErrorCode
from tests.support.blocking_calls import BlockingCall, blocking_calls

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "design" / "waits.md"
SCHEMA = ROOT / "docs" / "log_event.schema.json"
UNPROVED = "\N{EN DASH}"
REASONS_OF_CLOSING = {"no_room", "answer_not_read"}

_FUNCTION = re.compile(r"`([\w/]+\.py::[\w.]+)`")
_CONSTANT = re.compile(r"`([A-Z][A-Z0-9_]+|keepalive|timeout)`(?: \(([\d.]+)\))?")
_OUTCOME = re.compile(r"`([a-z]+(?:_[a-z]+)*)`")


@dataclass(frozen=True)
class Row:
    """One line of a table of the page. A wait has five cells, an excuse three."""

    cells: tuple[str, ...]

    @property
    def functions(self) -> list[str]:
        return _FUNCTION.findall(self.cells[1 if self.is_wait else 0])

    @property
    def is_wait(self) -> bool:
        return len(self.cells) == 5


def rows_of(page: str) -> list[Row]:
    lines = [line for line in page.splitlines() if line.startswith("| ")]
    rows = [Row(tuple(cell.strip() for cell in line.strip("| ").split(" | "))) for line in lines]
    return [row for row in rows if row.cells[0] not in ("what waits", "where")]


ROWS = rows_of(PAGE.read_text("utf-8"))
WAITS = [row for row in ROWS if row.is_wait]
EXCUSES = {
    (function, call)
    for row in ROWS
    if not row.is_wait
    for function in row.functions
    for call in re.findall(r"`([^`]+)`", row.cells[1])
}
every_wait = pytest.mark.parametrize("row", WAITS, ids=lambda row: row.cells[0])


def service_calls() -> Iterator[tuple[str, BlockingCall]]:
    """Every call of the service that may wait, with its function as the page names it."""
    for path in sorted((ROOT / "service").rglob("*.py")):
        for found in blocking_calls(path.read_text("utf-8")):
            yield f"{path.relative_to(ROOT / 'service').as_posix()}::{found.function}", found


@cache
def names_in(path: Path) -> frozenset[str]:
    """The functions and classes of a module, with those they stand in: `Worker.run`."""

    def names(body: list[ast.stmt], prefix: str) -> Iterator[str]:
        for node in body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                yield prefix + node.name
                yield from names(node.body, f"{prefix}{node.name}.")

    return frozenset(names(ast.parse(path.read_text("utf-8")).body, "")) if path.is_file() else frozenset()


@cache
def constants_in(path: Path) -> dict[str, object]:
    """What a module assigns at its top; the value is None where it is computed."""
    values: dict[str, object] = {}
    for node in ast.parse(path.read_text("utf-8")).body:
        for target in node.targets if isinstance(node, ast.Assign) else []:
            if isinstance(node, ast.Assign) and isinstance(target, ast.Name):
                values[target.id] = node.value.value if isinstance(node.value, ast.Constant) else None
    return values


def values_of(constant: str, row: Row) -> list[object]:
    """A setting's default, or what the constant is in the modules of *row*; in any module if in none of those."""
    if (setting := Settings.model_fields.get(constant.lower())) is not None:
        return [setting.get_default(call_default_factory=True)]
    named = {ROOT / "service" / function.partition("::")[0] for function in row.functions}
    for modules in (named, set((ROOT / "service").rglob("*.py"))):
        found = [constants_in(path)[constant] for path in modules if constant in constants_in(path)]
        if found:
            return found
    return []


def exists(function: str) -> bool:
    module, _, name = function.partition("::")
    return name in names_in((ROOT if module.startswith("tests/") else ROOT / "service") / module)


def test_every_call_that_may_wait_has_a_time_out_or_an_excuse() -> None:
    """The predecessor had one that had neither, and stood still for 15 minutes at a time."""
    unbounded = [
        f"{function}, line {found.line}: {found.call}"
        for function, found in service_calls()
        if not found.has_limit and (function, found.call) not in EXCUSES
    ]
    assert unbounded == []


def test_every_excuse_excuses_something() -> None:
    """One that is left over would excuse the next call of that name."""
    assert EXCUSES - {(function, found.call) for function, found in service_calls() if not found.has_limit} == set()


def test_every_function_that_may_wait_is_on_the_page() -> None:
    """Whoever wonders at night what a thread waits for looks there."""
    named = {function for row in WAITS for function in row.functions}
    assert {function for function, _found in service_calls()} - named == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.cells[0])
def test_a_row_names_only_functions_and_tests_that_exist(row: Row) -> None:
    """They are renamed, and the page forgotten."""
    assert row.functions
    named = [name for cell in row.cells for name in _FUNCTION.findall(cell)]
    assert [name for name in named if not exists(name)] == []


@every_wait
def test_a_row_names_only_bounds_that_exist_with_their_values(row: Row) -> None:
    """A default that is wrong here is believed."""
    for constant, shown in _CONSTANT.findall(row.cells[2]):
        values = values_of(constant, row)
        assert values, constant
        assert not shown or float(shown) in values, f"{constant} is {values}"


@every_wait
def test_a_row_names_only_outcomes_that_exist(row: Row) -> None:
    """A code that nobody sends is looked for in vain."""
    events = set(re.findall(r'"([a-z_]+)"', json.dumps(json.loads(SCHEMA.read_text("utf-8")))))
    codes = {code.value for code in ErrorCode}
    assert set(_OUTCOME.findall(row.cells[3])) - codes - events - REASONS_OF_CLOSING == set()


@every_wait
def test_a_wait_is_proved_to_end_or_said_not_to_be(row: Row) -> None:
    """A bound that no test has reached is a hope."""
    assert row.cells[4] == UNPROVED or _FUNCTION.findall(row.cells[4])


# That the check finds what it is there for

BOUNDED = {
    "a lock with a time-out": "def f(lock):\n    lock.acquire(timeout=1)",
    "a lock that is only tried": "def f(lock):\n    lock.acquire(blocking=False)",
    "a positional time-out": "def f(event):\n    event.wait(2.0)",
    "a queue with a time-out": "import queue\nq = queue.Queue()\ndef f():\n    q.get(timeout=1)",
    "a queue that is only tried": "import queue\nq = queue.Queue()\ndef f():\n    q.get(block=False)",
    "a program with a time-out": "import subprocess\ndef f():\n    subprocess.run(['true'], timeout=1)",
    "a file lock that is only tried": "import fcntl\ndef f(fd):\n    fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)",
    "a poll with a time-out": "import select\ndef f():\n    p = select.poll()\n    p.poll(0)",
    "a leaf": "import threading\nclass A:\n    def f(self):\n        with self._lock:\n            self.n += 1",
    "a condition": "def f(condition):\n    with condition:\n        condition.wait(timeout=1)",
}  # fmt: skip

UNBOUNDED = {
    "a lock": "def f(lock):\n    lock.acquire()",
    "a lock without a limit": "def f(lock):\n    lock.acquire(timeout=-1)",
    "a lock, told to block": "def f(lock):\n    lock.acquire(True)",
    "an event": "def f(self):\n    self._stopping.wait()",
    "an event without a limit": "def f(event):\n    event.wait(timeout=None)",
    "a thread": "def f(thread):\n    thread.join()",
    "a future": "def f(future):\n    return future.result()",
    "a future's exception": "def f(future):\n    return future.exception()",
    "a queue": "import queue\nclass A:\n    def f(self):\n        self.lines = queue.Queue()\n        self.lines.get()",
    "a queue by its name": "def f(work_queue):\n    work_queue.put(1)",
    "an annotated queue": "def f(lines: queue.SimpleQueue[int]):\n    lines.get()",
    "a program": "import subprocess\ndef f():\n    subprocess.run(['true'])",
    "a program under another name": "from subprocess import check_output as out\ndef f():\n    out(['true'])",
    "a module under another name": "import subprocess as s\ndef f():\n    s.run(['true'])",
    "a child": "import os\ndef f(pid):\n    os.waitpid(pid, 0)",
    "a pipe": "def f(process):\n    process.communicate()",
    "a socket": "def f(sock):\n    sock.recv(1)",
    "a listener": "def f(listener):\n    listener.accept()",
    "a socket that blocks": "def f(sock):\n    sock.settimeout(None)",
    "a name": "import socket\ndef f():\n    socket.getaddrinfo('a', 1)",
    "a URL": "import urllib.request\ndef f():\n    urllib.request.urlopen('http://a')",
    "a request": "def f(session):\n    session.request('GET', 'http://a')",
    "a request by its method": "import requests\ndef f():\n    requests.get('http://a')",
    "a file lock": "import fcntl\ndef f(file):\n    fcntl.flock(file, fcntl.LOCK_EX)",
    "psycopg's own connection": "import psycopg\ndef f():\n    psycopg.connect('', connect_timeout=2)",
    "a connection": "def f():\n    BoundedConnection.connect('')",
    "a pooled connection": "def f(pool):\n    with pool.connection() as c:\n        pass",
    "notifications": "def f(conn):\n    for n in conn.notifies():\n        pass",
    "a selector": "def f(selector):\n    selector.select()",
    "a poll": "import select\ndef f():\n    p = select.poll()\n    p.poll()",
    "an executor's end": "def f(pool):\n    pool.shutdown()",
    "an executor's end in a with": "def f():\n    with ThreadPoolExecutor(2) as pool:\n        pass",
    "a person": "def f():\n    return input()",
    "a wait that is passed on": "from functools import partial\ndef f(thread):\n    return partial(thread.join)",
    "a wait under another name": "def f(event):\n    wait = event.wait\n    wait()",
    "a wait by its name": "def f(event):\n    getattr(event, 'wait')()",
    "a wait in a lambda": "def f(event):\n    return lambda: event.wait()",
    "a wait in a default": "def f(value=event.wait()):\n    pass",
}  # fmt: skip

UNDER_A_LOCK = {
    "sleeping": "import time\ndef f(lock):\n    with lock:\n        time.sleep(1)",
    "querying": "def f(self):\n    with self._lock:\n        self.conn.execute('SELECT 1')",
    "another wait": "def f(self):\n    with self._lock:\n        self._event.wait(timeout=1)",
    "a condition without a limit": "def f(condition):\n    with condition:\n        condition.wait()",
    "a lock by what made it": "guard = threading.Lock()\ndef f(future):\n    with guard:\n        future.result(1)",
}  # fmt: skip


@pytest.mark.parametrize("source", BOUNDED.values(), ids=BOUNDED)
def test_a_bounded_wait_is_seen_and_accepted(source: str) -> None:
    """It is to be on the page all the same."""
    found = blocking_calls(source)
    assert found
    assert all(call.has_limit for call in found)


@pytest.mark.parametrize("source", UNBOUNDED.values(), ids=UNBOUNDED)
def test_an_unbounded_wait_is_found(source: str) -> None:
    """However it is written, within reason."""
    assert any(not call.has_limit for call in blocking_calls(source))


@pytest.mark.parametrize("source", UNDER_A_LOCK.values(), ids=UNDER_A_LOCK)
def test_under_a_lock_without_a_time_out_nothing_can_wait(source: str) -> None:
    """Whoever wants the lock would wait for that, too, and could not say for what."""
    assert any(call.call.startswith("with ") and not call.has_limit for call in blocking_calls(source))


@pytest.mark.parametrize(
    "source",
    [
        "x = ', '.join(parts)",
        "x = os.path.join(a, b)",
        "x = os.environ.get('A')",
        "x = settings.get('a')",
        "x = _current.get()",
        "x = process.poll()",
        "log.exception('it failed')",
        "x = failure.exception",
        "metrics.wait.labels('a').inc()",
        "x = subprocess.Popen(['true'])",
        "queue.get_nowait()",
        "sock.shutdown(socket.SHUT_WR)",
    ],
)
def test_what_does_not_wait_is_left_alone(source: str) -> None:
    """A page full of what is none would not be read."""
    assert all(call.has_limit for call in blocking_calls(f"import os, subprocess\n{source}"))


def test_a_call_is_told_with_the_function_it_stands_in() -> None:
    """That is what the page names."""
    (found,) = blocking_calls(
        "class A:\n    def f(self):\n        def g():\n            self.thread.join()\n        g()"
    )
    assert found == BlockingCall("A.f.g", "self.thread.join", 4, has_limit=False)


def test_a_name_that_is_not_there_is_noticed() -> None:
    """The page's own checks can fail, too."""
    (row,) = rows_of(
        "| a wait | `worker.py::Worker.nap` | `NAP_S` (1.0) | `had_a_nap` | `tests/unit/test_waits.py::no` |"
    )
    assert [name for cell in row.cells for name in _FUNCTION.findall(cell) if not exists(name)] == [
        "worker.py::Worker.nap",
        "tests/unit/test_waits.py::no",
    ]
    assert values_of("NAP_S", row) == []
    assert values_of("LINGER_S", row) == [1.0]
