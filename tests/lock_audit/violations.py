"""Violations to be planted in the real package, and the places in it where they can stand."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef

# A word in braces becomes a name that nothing else has; `{function}` is one of the module that is planted elsewhere.
# The line that should be reported ends with this.
HERE = "  # here"

# A lock of the package, where it is taken for a block or given back.
_IS_LOCK = re.compile(r"\._(lock|changed)(\.release\(\)|[,)]|$)")

_LOCK = "import threading as {threading}\n{lock} = {threading}.Lock()\n"
_ROWS = "{rows}: dict[str, int] = {{}}\n"


@dataclass(frozen=True)
class Violation:
    """
    What is planted. *statements* go to the beginning of a function, *definitions* to the end of its module.

    *helpers* are the ends of two more modules, the outer first, which calls the inner.
    """

    name: str
    rules: tuple[str, ...]
    definitions: str
    statements: str = "pass"
    helpers: tuple[str, str] | None = None
    in_api: bool = False
    chain_length: int = 1


VIOLATIONS = (
    Violation(
        "password checked under a lock",
        ("LCK003",),
        _LOCK + "import bcrypt as {bcrypt}\n",
        "with {lock}:\n    {bcrypt}.checkpw(b'password', b'stored')  # here",
    ),
    Violation(
        "database connected under a lock",
        ("LCK004",),
        _LOCK + "import psycopg as {psycopg}\n",
        "with {lock}:\n    {psycopg}.connect('dbname=main', connect_timeout=1)  # here",
    ),
    Violation(
        "HTTP under a lock",
        ("LCK005",),
        _LOCK + "import urllib.request as {urllib}\n",
        "with {lock}:\n    {urllib}.urlopen('http://sink', timeout=1.0)  # here",
    ),
    Violation(
        "sleep under a lock",
        ("LCK006",),
        _LOCK + "import time as {time}\n",
        "with {lock}:\n    {time}.sleep(0.1)  # here",
    ),
    Violation(
        "file opened under a lock",
        ("LCK006",),
        _LOCK,
        "if {lock}.acquire(timeout=1.0):\n    try:\n        open('/etc/hosts', 'rb')  # here\n"
        "    finally:\n        {lock}.release()",
    ),
    Violation(
        "result of a future awaited under a lock",
        ("LCK006",),
        _LOCK + "import concurrent.futures as {futures}\n{future}: {futures}.Future[int] = {futures}.Future()\n",
        "with {lock}:\n    {future}.result(timeout=1.0)  # here",
    ),
    Violation(
        "place of a limiter awaited under a lock",
        ("LCK006",),
        _LOCK + "{limiter} = {threading}.BoundedSemaphore(8)\n",
        "with {lock}:\n    if {limiter}.acquire(timeout=1.0):  # here\n"
        "        try:\n            pass\n        finally:\n            {limiter}.release()",
    ),
    Violation(
        "password checked two helpers deep in other modules",
        ("LCK003",),
        _LOCK,
        "with {lock}:\n    {outer}(b'password')  # here",
        helpers=(
            "def {outer}(password):\n    return {inner}(password, b'stored')\n",
            "import bcrypt as {bcrypt}\ndef {inner}(password, hash):\n    return {bcrypt}.checkpw(password, hash)\n",
        ),
        chain_length=3,
    ),
    Violation(
        "database asked two helpers deep in other modules, under an acquired lock",
        ("LCK004",),
        _LOCK,
        "if {lock}.acquire(timeout=1.0):\n    try:\n        {outer}('main')  # here\n"
        "    finally:\n        {lock}.release()",
        helpers=(
            "def {outer}(name):\n    return {inner}(name)\n",
            "import sqlite3 as {sqlite3}\ndef {inner}(name):\n    return {sqlite3}.connect(name)\n",
        ),
        chain_length=3,
    ),
    Violation(
        "sleep in a callback of with_storage",
        ("LCK006",),
        "import time as {time}\nfrom service.storage.lock import with_storage\n{storage} = None\n",
        "with_storage({storage}, 'step', lambda state: {time}.sleep(0.1))  # here",
    ),
    Violation(
        "acquire without a time-out",
        ("LCK001",),
        _LOCK + _ROWS,
        "{lock}.acquire()  # here\ntry:\n    {rows}['seen'] = 1\nfinally:\n    {lock}.release()",
    ),
    Violation(
        "wait for a condition without a time-out",
        ("LCK001",),
        "import threading as {threading}\n{changed} = {threading}.Condition()\n",
        "with {changed}:\n    {changed}.wait()  # here",
    ),
    Violation(
        "acquire whose result is ignored",
        ("LCK008",),
        _LOCK + _ROWS,
        "{lock}.acquire(timeout=0.1)  # here\ntry:\n    {rows}['seen'] = 1\nfinally:\n    {lock}.release()",
    ),
    Violation(
        "release that an exception would skip",
        ("LCK008",),
        _LOCK + _ROWS,
        "if {lock}.acquire(timeout=0.1):  # here\n    {rows}['seen'] = len(str({rows}))\n    {lock}.release()",
    ),
    Violation(
        "second lock",
        ("LCK007",),
        _LOCK + _ROWS + "{second} = {threading}.Lock()\n",
        "with {lock}:\n    with {second}:  # here\n        {rows}['seen'] = 1",
    ),
    Violation(
        "the same lock again",
        ("LCK007",),
        _LOCK + _ROWS,
        "with {lock}:\n    {rows}['seen'] = 1\n    with {lock}:  # here\n        {rows}['seen'] = 2",
    ),
    Violation(
        "second lock in a helper in another module",
        ("LCK007",),
        _LOCK,
        "with {lock}:\n    {outer}('seen')  # here",
        helpers=(
            "def {outer}(name):\n    return {inner}(name)\n",
            "import threading as {threading}\n{second} = {threading}.Lock()\n{rows}: dict[str, int] = {{}}\n"
            "def {inner}(name):\n    with {second}:\n        {rows}[name] = 1\n",
        ),
        chain_length=3,
    ),
    Violation(
        "the guarded dict returned",
        ("LCK009",),
        _LOCK + _ROWS,
        "with {lock}:\n    {rows}['seen'] = 1\n    if len({rows}) > 9:\n        return {rows}  # here",
    ),
    Violation(
        "yield under a lock",
        ("LCK009",),
        _LOCK + _ROWS + "def {generator}():\n    with {lock}:\n        for row in sorted({rows}):\n"
        "            yield row  # here\n",
    ),
    Violation(
        "lock that guards nothing",
        ("LCK010",),
        "import threading as {threading}\n" + _ROWS,
        "with {threading}.Lock():  # here\n    {rows}['seen'] = 1",
    ),
    Violation(
        "with lock in an API handler",
        ("LCK001", "LCK002"),
        _LOCK + _ROWS,
        "with {lock}:  # here\n    {rows}['seen'] = 1",
        in_api=True,
    ),
    Violation(
        "bounded acquire in an API handler",
        ("LCK002",),
        _LOCK + _ROWS,
        "if {lock}.acquire(timeout=0.1):  # here\n    try:\n        {rows}['seen'] = 1\n"
        "    finally:\n        {lock}.release()",
        in_api=True,
    ),
    Violation(
        "token signed in a callback of an API handler",
        ("LCK003",),
        _LOCK + "import jwt as {jwt}\nfrom service.limits.locks import with_lock\n",
        "def {callback}():\n    return {jwt}.encode({{}}, 'key', algorithm='HS256')  # here\n"
        "with_lock({lock}, 'step', {callback})",
        in_api=True,
    ),
    Violation(
        "database asked in a callback of an API handler",
        ("LCK004",),
        "import functools as {functools}\nfrom service.storage.lock import with_storage\n"
        "{storage} = None\nimport psycopg as {psycopg}\ndef {callback}(conninfo, state):\n"
        "    return {psycopg}.connect(conninfo)  # here\n",
        "with_storage({storage}, 'step', {functools}.partial({callback}, 'dbname=main'))",
        in_api=True,
    ),
)


class Spot(NamedTuple):
    """The beginning of a function's body."""

    path: Path
    function: str
    line: int  # the statement that stands there now
    indent: int
    in_api: bool


class Planted(NamedTuple):
    violation: Violation
    path: Path
    mark: str  # how the line ends that should be reported

    @property
    def line(self) -> int:
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if line.endswith(self.mark))

    def __str__(self) -> str:
        return f"{self.violation.name}: {', '.join(self.violation.rules)} at {self.path}:{self.line}"


def plant(package: Path, violations: Sequence[Violation], seed: int) -> list[Planted]:
    """Write each of *violations* to a function of *package* that is drawn by *seed*; a function gets at most one."""
    draw = random.Random(seed)  # noqa: S311
    spots = sorted(spots_of(package))
    draw.shuffle(spots)
    planted, insertions, endings = [], [], []
    for number, violation in enumerate(violations):
        spot = next(spot for spot in spots if spot.in_api == violation.in_api)
        spots.remove(spot)
        mark = f"  # planted {number}"
        endings.append((spot.path, _named(violation.definitions, number, mark)))
        if violation.helpers is not None:
            inner_path, outer_path = draw.sample(sorted({spot.path for spot in spots if not spot.in_api}), 2)
            outer, inner = (_named(text, number, mark) for text in violation.helpers)
            outer_name, inner_name = _named("{outer}", number, mark), _named("{inner}", number, mark)
            endings.append((inner_path, inner))
            endings.append((outer_path, f"from {_module(package, inner_path)} import {inner_name}\n{outer}"))
            endings.append((spot.path, f"from {_module(package, outer_path)} import {outer_name}\n"))
        insertions.append((spot, _named(violation.statements, number, mark)))
        planted.append(Planted(violation, spot.path, mark))
    for spot, statements in sorted(insertions, key=lambda insertion: insertion[0].line, reverse=True):
        insert(spot.path, spot.line, spot.indent, statements)
    for path, text in endings:
        path.write_text(path.read_text(encoding="utf-8") + "\n\n" + text, encoding="utf-8")
    return planted


def insert(path: Path, line: int, indent: int, statements: str) -> None:
    """Put *statements* in front of *line*."""
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[line - 1 : line - 1] = [" " * indent + statement for statement in statements.splitlines()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def replace(path: Path, node: ast.expr, text: str) -> None:
    """Put *text* in the place of *node*, which stands on one line; what stands behind it on that line moves."""
    assert node.lineno == node.end_lineno, f"{path}:{node.lineno} goes over several lines"
    lines = path.read_text(encoding="utf-8").splitlines()
    line = lines[node.lineno - 1].encode()  # columns are counted in bytes
    changed = line[: node.col_offset] + text.encode() + line[node.end_col_offset :]
    lines[node.lineno - 1] = changed.decode()
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _named(text: str, number: int, mark: str) -> str:
    names = {name: f"planted_{name}_{number}" for name in re.findall(r"(?<!\{)\{(\w+)\}", text)}
    return text.format(**names).replace(HERE, mark)


def _module(package: Path, path: Path) -> str:
    return ".".join(path.relative_to(package.parent).with_suffix("").parts)


def trees_of(package: Path) -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(package.rglob("*.py"))}


def spots_of(package: Path) -> Iterator[Spot]:
    """
    Where a violation is one, and nothing else becomes one by it.

    What a section of the package may run is left out: a lock taken there would be a second one for each such section.
    So are the helpers, which have rights of their own, and modules that are API code though they are in no such folder.
    """
    trees = trees_of(package)
    held = names_run_under_locks(trees.values())
    for path, tree in trees.items():
        in_api = "api" in path.relative_to(package).parts
        is_special = path.name in ("lock.py", "locks.py") or (not in_api and "Flask(" in path.read_text("utf-8"))
        for function in () if is_special else _functions(tree, nested=in_api):
            first = function.body[1 if ast.get_docstring(function) is not None else 0 :]
            if function.name not in held and first and _is_ordinary(function):
                lines = [first[0].lineno, *(node.lineno for node in getattr(first[0], "decorator_list", ()))]
                yield Spot(path, function.name, min(lines), first[0].col_offset, in_api)


def _functions(tree: ast.AST, *, nested: bool) -> Iterator[FunctionNode]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, FunctionNode):
            yield node
        if isinstance(node, ast.ClassDef) or nested:
            yield from _functions(node, nested=nested)


def _is_ordinary(function: FunctionNode) -> bool:
    inside = list(ast.walk(function))
    return not (
        isinstance(function, ast.AsyncFunctionDef)
        or function.name.startswith("__")
        or function.lineno == function.body[-1].lineno  # def f(): ...
        or any(isinstance(node, ast.Yield | ast.YieldFrom) for node in inside)
    )


def sections_of(tree: ast.AST) -> Iterator[ast.With | ast.Try]:
    """The sections that this package writes down, with `with` or `finally`: its locks are attributes called so."""
    for node in ast.walk(tree):
        ends = node.finalbody if isinstance(node, ast.Try) else node.items if isinstance(node, ast.With) else []
        if any(_IS_LOCK.search(ast.unparse(end)) for end in ends):
            assert isinstance(node, ast.With | ast.Try)
            yield node


def callbacks_of(tree: ast.AST) -> Iterator[ast.Lambda | ast.FunctionDef]:
    """What the storage calls with its memory, while its lock is held."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Lambda | ast.FunctionDef) and [one.arg for one in node.args.args] == ["state"]:
            yield node


def names_run_under_locks(trees: Iterable[ast.Module]) -> set[str]:
    """Names of all that a section may call, and what that may call, known by its name alone; many more than do."""
    bodies: dict[str, list[ast.AST]] = {}
    open_nodes: list[ast.AST] = []
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, FunctionNode):
                bodies.setdefault(node.name, []).append(node)
        open_nodes += [*sections_of(tree), *callbacks_of(tree)]
    names: set[str] = set()
    while open_nodes:
        for node in ast.walk(open_nodes.pop()):
            # Properties are called by their attribute, callbacks by whoever gets them.
            name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            if name in bodies and name not in names:
                names.add(name)
                open_nodes += bodies[name]
    return names
