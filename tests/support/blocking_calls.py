"""Which calls in a source may wait for something, and whether they say for how long.

Read from the source alone, so types are guessed: from the constructor that a name is given in the same module, and from
the name. What is only passed on (`partial(thread.join)`, `wait = event.wait`) counts as a call without a time-out,
since nobody sees whether it gets one. Work that other modules of the service wrap is found where it is wrapped.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Rule = Callable[[ast.Call], bool]

LOCKS = {"Lock", "RLock", "Condition", "Semaphore", "BoundedSemaphore"}
QUEUES = {"Queue", "LifoQueue", "PriorityQueue", "SimpleQueue"}
EXECUTORS = {"ThreadPoolExecutor", "ProcessPoolExecutor"}
NO_LIMIT = {"None", "-1"}


@dataclass(frozen=True)
class BlockingCall:
    """One call: in which function, what it is written as, and whether a time-out is written there, too."""

    function: str
    call: str
    line: int
    has_limit: bool


def _limit(position: int | None = None, *keywords: str) -> Rule:
    """A time-out under one of *keywords* (or `timeout`), or as the argument at *position*; None is no time-out."""

    def has_limit(call: ast.Call) -> bool:
        given = [item.value for item in call.keywords if item.arg in {"timeout", *keywords}]
        if position is not None and not any(isinstance(argument, ast.Starred) for argument in call.args):
            given += call.args[position : position + 1]
        return any(ast.unparse(value) not in NO_LIMIT for value in given)

    return has_limit


def _does_not_block(position: int, keyword: str) -> Rule:
    """It is told not to wait at all."""

    def is_told(call: ast.Call) -> bool:
        given = [item.value for item in call.keywords if item.arg == keyword] + call.args[position : position + 1]
        return any(ast.unparse(value) == "False" for value in given)

    return is_told


def _either(*rules: Rule) -> Rule:
    return lambda call: any(rule(call) for rule in rules)


def _mentions(flag: str) -> Rule:
    return lambda call: flag in ast.unparse(call)


def _never(_call: ast.Call) -> bool:
    return False


def _elsewhere(_call: ast.Call) -> bool:
    """What bounds it is not an argument, but always there: `BoundedConnection.wait` for all that is asked of one."""
    return True


# By how the call is written, as far as imports tell; the longest match counts. `.x` is a method of anything.
RULES: dict[str, Rule] = {
    ".acquire": _either(_limit(1), _does_not_block(0, "blocking")),
    ".wait": _limit(0),
    "super().wait": _limit(2),
    "concurrent.futures.wait": _limit(1),
    "concurrent.futures.as_completed": _limit(1),
    ".wait_for": _limit(1),
    ".join": _limit(0),
    ".result": _limit(0),
    ".exception": _limit(0),  # of a future; a logger's has an argument
    ".communicate": _limit(1),
    ".select": _limit(0),
    "select.select": _limit(3),
    ".accept": _never,
    ".recv": _never,
    ".recvfrom": _never,
    ".recv_into": _never,
    ".send": _never,
    ".sendall": _never,
    ".sendfile": _never,
    ".makefile": _never,
    ".connect": _limit(None, "connect_timeout"),
    "psycopg.connect": _never,  # its queries would wait for ever; ours are BoundedConnection's
    "socket.create_connection": _limit(1),
    ".getresponse": _never,
    ".request": _limit(),
    "urllib.request.urlopen": _limit(2),
    "smtplib.SMTP": _limit(3),
    "smtplib.SMTP_SSL": _limit(5),
    "socket.getaddrinfo": _never,
    "socket.gethostbyname": _never,
    "socket.gethostbyaddr": _never,
    "socket.getnameinfo": _never,
    "socket.getfqdn": _never,
    "time.sleep": _elsewhere,
    "signal.pause": _never,
    "signal.sigwait": _never,
    "subprocess.run": _limit(),
    "subprocess.call": _limit(),
    "subprocess.check_call": _limit(),
    "subprocess.check_output": _limit(),
    "os.system": _never,
    "os.popen": _never,
    "os.wait": _never,
    "os.waitpid": _mentions("WNOHANG"),
    "os.waitid": _mentions("WNOHANG"),
    "os.read": _never,
    "os.write": _never,
    "fcntl.flock": _mentions("LOCK_NB"),
    "fcntl.lockf": _mentions("LOCK_NB"),
    "input": _never,
    "click.prompt": _never,
    "getpass.getpass": _never,
    "sys.stdin.read": _never,
    "sys.stdin.readline": _never,
    "psycopg_pool.ConnectionPool": _limit(),
    ".getconn": _limit(0),
    ".connection": _limit(0),
    ".notifies": _limit(),
    ".execute": _elsewhere,
    ".executemany": _elsewhere,
    ".transaction": _elsewhere,
    ".shutdown": _either(_does_not_block(0, "wait"), _mentions("SHUT_")),  # of an executor; a socket's never waits
    **{f"requests.{method}": _limit() for method in ("get", "post", "put", "patch", "delete", "head", "options")},
    ".settimeout": _limit(0),
    ".setblocking": _does_not_block(0, "flag"),
}  # fmt: skip
# These are methods of much else, too: only what is taken for a queue, or a `select.poll()`, counts.
OF_A_QUEUE = {
    "get": _either(_limit(1), _does_not_block(0, "block")),
    "put": _either(_limit(2), _does_not_block(1, "block")),
    "join": _never,
}
OF_A_POLL = {"poll": _limit(0)}
# Of what has these names, only that without arguments waits: a logger's `exception` has one, a socket's `accept` none.
WITHOUT_ARGUMENTS = {"accept", "exception"}
# What is worth a finding when it is only passed on.
PASSED_ON = {
    "acquire", "wait", "wait_for", "join", "result", "communicate", "accept", "recv", "sendall", "connect",
    "getresponse", "getconn", "notifies", "shutdown", "getaddrinfo",
}  # fmt: skip


def blocking_calls(source: str) -> list[BlockingCall]:
    """All in *source*, in their order."""
    tree = ast.parse(source)
    finder = _Finder(tree, dict(_imports(tree)), dict(_constructors(tree)))
    return sorted(finder.found, key=lambda found: found.line)


class _Finder(ast.NodeVisitor):
    """Walks one module and remembers in which function it is."""

    def __init__(self, tree: ast.Module, imported: dict[str, str], made: dict[str, str]) -> None:
        self.found: list[BlockingCall] = []
        self._scope: list[str] = []
        self._imported = imported
        self._made = made
        self.visit(tree)

    def visit_ClassDef(self, node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for field, parts in ast.iter_fields(node):
            inside = [node.name] if field == "body" else []  # decorators, defaults and annotations are outside
            self._scope += inside
            for part in parts if isinstance(parts, list) else [parts]:
                if isinstance(part, ast.AST):
                    self.visit(part)
            del self._scope[len(self._scope) - len(inside) :]

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef

    def visit_With(self, node: ast.With) -> None:
        for item in node.items:
            held = item.context_expr
            if self._is_a(held, LOCKS, ("lock", "mutex", "condition")):
                self._note(held, f"with {ast.unparse(held)}", has_limit=self._is_leaf(node, held))
            elif isinstance(held, ast.Call) and self._name(held.func).rpartition(".")[2] in EXECUTORS:
                self._note(held, f"with {ast.unparse(held.func)}", has_limit=False)  # its end waits for all work
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        rule = self._rule(node.func)
        if rule is not None and not self._is_something_else(node):
            self._note(node, ast.unparse(node.func), has_limit=rule(node))
        for part in [*node.args, *(item.value for item in node.keywords)]:
            self.visit(part)
        self._visit_whose(node.func)
        if self._name(node.func) == "getattr" and len(node.args) > 1 and ast.unparse(node.args[1])[1:-1] in PASSED_ON:
            self._note(node, ast.unparse(node), has_limit=False)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """One that is not called is passed on."""
        if node.attr in PASSED_ON and isinstance(node.ctx, ast.Load) and self._rule(node) is not None:
            self._note(node, ast.unparse(node), has_limit=False)
        self._visit_whose(node)

    def _visit_whose(self, node: ast.expr) -> None:
        """What an attribute is of may be a call, but it is not passed on."""
        while isinstance(node, ast.Attribute):
            node = node.value
        self.visit(node)

    def _is_leaf(self, node: ast.With, lock: ast.expr) -> bool:
        """Whether nothing under *lock* may wait, but for the lock itself (a condition): then its hold is short."""
        under_it = _Finder(ast.Module(body=node.body, type_ignores=[]), self._imported, self._made).found
        return all(found.call == f"{ast.unparse(lock)}.wait" and found.has_limit for found in under_it)

    def _rule(self, function: ast.expr) -> Rule | None:
        name = self._name(function)
        if name in RULES:
            return RULES[name]
        if not isinstance(function, ast.Attribute):
            return None
        if self._is_a(function.value, QUEUES, ("queue",)) and function.attr in OF_A_QUEUE:
            return OF_A_QUEUE[function.attr]
        if self._is_a(function.value, {"poll"}, ()) and function.attr in OF_A_POLL:
            return OF_A_POLL[function.attr]
        is_text = isinstance(function.value, ast.Constant | ast.JoinedStr) or name.startswith(
            ("os.path.", "os.pathsep")
        )
        return None if is_text or name.startswith("os.") else RULES.get(f".{function.attr}")

    def _is_something_else(self, call: ast.Call) -> bool:
        is_other_with_arguments = isinstance(call.func, ast.Attribute) and call.func.attr in WITHOUT_ARGUMENTS
        return is_other_with_arguments and bool(call.args)

    def _is_a(self, value: ast.expr, constructors: set[str], words: tuple[str, ...]) -> bool:
        last = value.attr if isinstance(value, ast.Attribute) else value.id if isinstance(value, ast.Name) else ""
        return self._made.get(last) in constructors or (bool(words) and last.lower().endswith(words))

    def _name(self, function: ast.expr) -> str:
        """As it is written, with the first part as it was imported."""
        first, dot, rest = ast.unparse(function).partition(".")
        return f"{self._imported.get(first, first)}{dot}{rest}"

    def _note(self, node: ast.expr, call: str, *, has_limit: bool) -> None:
        self.found.append(BlockingCall(".".join(self._scope) or "<module>", call, node.lineno, has_limit))


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((name.asname or name.name, name.name) for name in node.names if "." not in name.name)
        elif isinstance(node, ast.ImportFrom):
            yield from ((name.asname or name.name, f"{node.module}.{name.name}") for name in node.names)


def _constructors(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Names and attributes with what they were made by, or annotated as."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            targets, value = node.targets, node.value
        elif isinstance(node, ast.AnnAssign):
            targets, value = [node.target], node.value or node.annotation
        elif isinstance(node, ast.arg) and node.annotation is not None:
            yield node.arg, _constructor(node.annotation)
            continue
        else:
            continue
        for target in targets:
            if isinstance(target, ast.Name | ast.Attribute):
                name = target.id if isinstance(target, ast.Name) else target.attr
                yield name, _constructor(value)


def _constructor(value: ast.expr) -> str:
    """`Queue` for `queue.Queue(10)`, `queue.Queue[int]` and `queue.Queue`."""
    while isinstance(value, ast.Call | ast.Subscript):
        value = value.func if isinstance(value, ast.Call) else value.value
    return ast.unparse(value).rpartition(".")[2]
