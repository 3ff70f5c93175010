"""Small programs made up at random: a lock, a critical section, slow work, and helpers on the way to it.

A `Program` says what is written, a `Naming` what everything in it is called, and `render` makes the text of its modules
and tells on which line the auditor should find what.
"""

from __future__ import annotations

import enum
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

INDENT = "    "
DEFAULT = "b'default'"  # where a program has nothing in hand


class Operation(NamedTuple):
    """Slow work: a function of a library, or a method of an object that a library's class makes."""

    rule: str
    module: str
    name: str
    arguments: str  # {} is what the program has in hand
    maker: str = ""  # of the object, with its arguments


OPERATIONS = (
    Operation("LCK003", "bcrypt", "checkpw", "{}, b'$2b$11$stored'"),
    Operation("LCK003", "bcrypt", "hashpw", "{}, b'$2b$11$salt'"),
    Operation("LCK003", "hashlib", "scrypt", "{}, salt=b'salt', n=16384, r=8, p=1"),
    Operation("LCK003", "hashlib", "pbkdf2_hmac", "'sha256', {}, b'salt', 600_000"),
    Operation("LCK003", "werkzeug.security", "check_password_hash", "'scrypt:stored', {}"),
    Operation("LCK003", "jwt", "encode", "dict(sub={}), 'key', algorithm='HS256'"),
    Operation("LCK003", "jwt", "decode", "{}, 'key', algorithms=['HS256']"),
    Operation("LCK003", "argon2", "verify", "'stored', {}", "PasswordHasher()"),
    Operation("LCK004", "psycopg", "connect", "{}"),
    Operation("LCK004", "sqlite3", "connect", "{}"),
    Operation("LCK004", "psycopg_pool", "getconn", "timeout=1.0", "ConnectionPool('dbname=main', open=False)"),
    Operation("LCK004", "psycopg_pool", "wait", "timeout=1.0", "ConnectionPool('dbname=main', open=False)"),
    Operation("LCK005", "requests", "get", "{}, timeout=1.0"),
    Operation("LCK005", "requests", "post", "{}, json=[], timeout=1.0", "Session()"),
    Operation("LCK005", "httpx", "get", "{}", "Client()"),
    Operation("LCK005", "urllib.request", "urlopen", "{}, timeout=1.0"),
    Operation("LCK005", "socket", "create_connection", "({}, 25), 1.0"),
    Operation("LCK005", "socket", "getaddrinfo", "{}, 443"),
    Operation("LCK005", "smtplib", "SMTP", "{}, timeout=1.0"),
    Operation("LCK006", "time", "sleep", "0.1"),
    Operation("LCK006", "subprocess", "run", "[{}], check=True, timeout=5"),
    Operation("LCK006", "subprocess", "check_output", "[{}], timeout=5"),
    Operation("LCK006", "builtins", "open", "{}"),
    Operation("LCK006", "queue", "get", "timeout=1.0", "Queue()"),
    Operation("LCK006", "threading", "wait", "timeout=1.0", "Event()"),
)


class Import(enum.Enum):
    MODULE = enum.auto()
    MODULE_RENAMED = enum.auto()
    NAME = enum.auto()
    NAME_RENAMED = enum.auto()


class Lock(NamedTuple):
    module: str
    name: str
    arguments: str = ""


LOCKS = (
    Lock("threading", "Lock"),
    Lock("threading", "RLock"),
    Lock("threading", "Condition"),
    Lock("threading", "Semaphore", "1"),
    Lock("threading", "Semaphore", "value=1"),
    Lock("threading", "BoundedSemaphore", "1"),
    Lock("multiprocessing", "Lock"),
    Lock("multiprocessing", "RLock"),
)


class Home(enum.Enum):
    """Where the lock lives."""

    GLOBAL = enum.auto()
    LOCAL_ALIAS = enum.auto()
    OTHER_MODULE = enum.auto()
    DICT = enum.auto()
    ATTRIBUTE = enum.auto()
    BASE_CLASS = enum.auto()
    CLASS_ATTRIBUTE = enum.auto()
    DATACLASS_FIELD = enum.auto()

    @property
    def is_class(self) -> bool:
        return self in (Home.ATTRIBUTE, Home.BASE_CLASS, Home.CLASS_ATTRIBUTE, Home.DATACLASS_FIELD)


class Hold(enum.Enum):
    """How the lock is held."""

    WITH = enum.auto()
    ACQUIRE = enum.auto()
    ACQUIRE_GUARDED = enum.auto()
    EXIT_STACK = enum.auto()
    CONTEXT_MANAGER = enum.auto()
    CLASS_THAT_LOCKS = enum.auto()
    LAMBDA = enum.auto()
    LAMBDA_WITH_STATE = enum.auto()
    LAMBDA_TO_OWN_HELPER = enum.auto()
    NESTED_FUNCTION = enum.auto()
    BOUND_METHOD = enum.auto()
    PARTIAL = enum.auto()
    DECORATOR = enum.auto()

    @property
    def is_expression(self) -> bool:
        return self in (Hold.LAMBDA, Hold.LAMBDA_WITH_STATE, Hold.LAMBDA_TO_OWN_HELPER)

    def fits(self, home: Home) -> bool:
        if self is Hold.BOUND_METHOD:
            return home.is_class
        if self in (Hold.PARTIAL, Hold.DECORATOR):  # functions of the module, which must see the lock by themselves
            return home in (Home.GLOBAL, Home.OTHER_MODULE, Home.DICT)
        if self in (Hold.CONTEXT_MANAGER, Hold.LAMBDA_TO_OWN_HELPER):
            return home is not Home.LOCAL_ALIAS
        return True


class Place(enum.Enum):
    """Where the slow work is called, seen from the critical section."""

    INSIDE = enum.auto()
    BEFORE = enum.auto()
    AFTER = enum.auto()
    STARTED_THREAD = enum.auto()  # written inside, run by somebody who does not hold the lock
    QUEUED = enum.auto()
    ONLY_DEFINED = enum.auto()


class Use(enum.Enum):
    """What the statement around the call looks like."""

    ASSIGNED = enum.auto()
    TESTED = enum.auto()
    WALRUS = enum.auto()
    ON_A_LATER_LINE = enum.auto()
    IN_A_COMPREHENSION = enum.auto()
    RETURNED = enum.auto()


class Nest(enum.Enum):
    PLAIN = enum.auto()
    IF = enum.auto()
    ELSE = enum.auto()
    FOR = enum.auto()
    WHILE = enum.auto()
    TRY = enum.auto()
    EXCEPT = enum.auto()
    OTHER_WITH = enum.auto()


class Kind(enum.Enum):
    """What a helper between the section and the slow work is."""

    FUNCTION = enum.auto()
    RECURSIVE_FUNCTION = enum.auto()
    METHOD = enum.auto()
    METHOD_OF_BASE = enum.auto()
    METHOD_OF_NEW = enum.auto()
    STATIC_METHOD = enum.auto()
    CLASS_METHOD = enum.auto()
    PROPERTY = enum.auto()
    CALLABLE_OBJECT = enum.auto()
    LAMBDA = enum.auto()
    IN_A_TABLE = enum.auto()


class Wrapper(NamedTuple):
    kind: Kind
    in_next_module: bool


class Filler(enum.Enum):
    """Harmless work that looks like more, and what it needs; `{held}` is what the program has in hand."""

    COUNT = "{counts}['seen'] = {counts}.get('seen', 0) + 1"
    APPEND = "{items}.append({held})"
    JOIN = "{text} = ', '.join(sorted({counts}))"
    DIGEST = "{text} = hashlib.sha256(b'key').hexdigest()"
    CLOCK = "{moment} = time.monotonic()"
    PUT_NOWAIT = "{backlog}.put_nowait({held})"
    LOG = "{journal}.info('seen')"
    STRING_FILE = "{buffer}.write('seen')"


SHARED_STATE = {
    "counts": "{}: dict[str, int] = {{}}",
    "items": "{}: list[object] = []",
    "backlog": "{} = queue.Queue()",
    "journal": "{} = logging.getLogger(__name__)",
    "buffer": "{} = io.StringIO()",
}


@dataclass(frozen=True)
class Program:
    """What is written, whatever its parts are called."""

    operation: Operation
    operation_import: Import
    lock: Lock
    lock_import: Import
    home: Home
    hold: Hold
    wrappers: tuple[Wrapper, ...]  # outermost first
    place: Place
    use: Use
    nest: Nest
    fillers: tuple[Filler, ...]


WRAPPERS = st.builds(Wrapper, st.sampled_from(Kind), st.booleans())


@st.composite
def programs(
    draw: st.DrawFn,
    *,
    places: st.SearchStrategy[Place] = st.just(Place.INSIDE),  # noqa: B008  a strategy is a constant
    min_wrappers: int = 0,
) -> Program:
    """Programs that call slow work at one of *places*, through *min_wrappers* to four helpers."""
    home = draw(st.sampled_from(Home))
    return Program(
        operation=draw(st.sampled_from(OPERATIONS)),
        operation_import=draw(st.sampled_from(Import)),
        lock=draw(st.sampled_from(LOCKS)),
        lock_import=draw(st.sampled_from(Import)),
        home=home,
        hold=draw(st.sampled_from([hold for hold in Hold if hold.fits(home)])),
        wrappers=tuple(draw(st.lists(WRAPPERS, min_size=min_wrappers, max_size=4))),
        place=draw(places),
        use=draw(st.sampled_from(Use)),
        nest=draw(st.sampled_from(Nest)),
        fillers=tuple(draw(st.lists(st.sampled_from(Filler), max_size=3))),
    )


def one_for_each_hold(seed: int) -> list[Program]:
    """Programs with slow work inside a section that is held in each of the ways; the rest is drawn."""
    draw = random.Random(seed).choice  # noqa: S311
    return [
        Program(
            operation=draw(OPERATIONS),
            operation_import=draw(list(Import)),
            lock=draw(LOCKS),
            lock_import=draw(list(Import)),
            home=draw([home for home in Home if hold.fits(home)]),
            hold=hold,
            wrappers=tuple(Wrapper(draw(list(Kind)), draw([True, False])) for _ in range(3)),
            place=Place.INSIDE,
            use=draw(list(Use)),
            nest=draw(list(Nest)),
            fillers=(draw(list(Filler)), draw(list(Filler))),
        )
        for hold in Hold
    ]


# Names that a search for words would stumble over stand among the others.
_NAMES = """
    lock mutex guard gate pool conn connection cursor execute fetch commit acquire sleep connect urlopen checkpw hashpw
    encode get post wait join result send read write flush rows users sessions tokens cache stock state worker job
    task event counter totals invoice order seat member team email code name key value token password secret verify
    check lookup load save store find resolve refresh rotate touch note record emit notify reserve attempt outcome
    answer entry draft batch window ledger parcel courier tariff quota ticket badge locker clock_lock block unlock
    deadlock lockfile requests_seen pending_requests http_lock db_lock getconn release_date with_locks locked
"""
_CLASS_NAMES = """
    Vault Billing Locker Pool Connection Cursor Session Client Event Lock Ledger Parcel Courier Tariff Quota Ticket
    Badge Gateway Mutex Semaphore Registry Directory Catalogue Warehouse Stock
"""
_MODULE_NAMES = """
    seat_map mail_room price_list parcel_desk key_store locksmith pool_house event_log order_book team_list code_book
    ticket_office
"""


class Naming:
    """What the parts of a program are called. Each seed has other names, and with another *suffix* none is the same."""

    def __init__(self, seed: int, suffix: str = "") -> None:
        self._free = {
            kind: [name + suffix for name in names.split()]
            for kind, names in {"names": _NAMES, "classes": _CLASS_NAMES, "modules": _MODULE_NAMES}.items()
        }
        for names in self._free.values():
            random.Random(seed).shuffle(names)  # noqa: S311
        self._given: dict[tuple[str, str], str] = {}

    def avoid(self, taken: set[str]) -> None:
        """Give none of these names: they are imported."""
        for kind in ("names", "classes"):
            self._free[kind] = [name for name in self._free[kind] if name not in taken]

    def __getitem__(self, role: str) -> str:
        return self._name("names", role)

    def of_class(self, role: str) -> str:
        return self._name("classes", role)

    def of_module(self, role: str) -> str:
        return self._name("modules", role)

    def _name(self, kind: str, role: str) -> str:
        if (kind, role) not in self._given:
            self._given[kind, role] = self._free[kind].pop()
        return self._given[kind, role]


class Line(NamedTuple):
    text: str
    mark: str | None = None  # for whoever asks later on which line this came to stand

    def indented(self) -> Line:
        return self._replace(text=INDENT + self.text)


Block = list[Line]


def block(*texts: str) -> Block:
    return [Line(text) for text in texts]


def indented(lines: Block) -> Block:
    return [line.indented() for line in lines]


@dataclass
class Module:
    """The text of a module in the making."""

    role: str
    imports: dict[str, None] = field(default_factory=dict)  # ordered, each once
    blocks: list[Block] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        yield from block(*self.imports)
        for lines in self.blocks:
            yield Line("")
            yield from lines


class Mark(NamedTuple):
    """A line of a module that is named by its role, so that it stays the same when the module is renamed."""

    role: str
    line: int


@dataclass(frozen=True)
class Rendered:
    """The text of a program. `chain` are the lines from the section to the slow work, the one to be reported first."""

    texts: dict[str, str]  # by the module's role
    names: dict[str, str]
    rule: str
    chain: tuple[Mark, ...]

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for role, text in self.texts.items():
            self.path(folder, role).write_text(text, encoding="utf-8")

    def path(self, folder: Path, role: str) -> Path:
        return folder / f"{self.names[role]}.py"

    def roles(self, folder: Path) -> dict[Path, str]:
        return {self.path(folder, role): role for role in self.texts}


def render(program: Program, naming: Naming) -> Rendered:
    """The program in these names."""
    return _Writer(program, naming).render()


Call = Callable[[str], str]  # the expression that calls something with what the program has in hand


class _Writer:
    def __init__(self, program: Program, naming: Naming) -> None:
        self.program = program
        self.naming = naming
        naming.avoid({program.operation.name, program.operation.maker.partition("(")[0], program.lock.name})
        self.main = Module("main")
        self.modules = [self.main]

    def render(self) -> Rendered:
        call = self._slow_call(list(self.program.wrappers), self.main, depth=0)
        self._write_section(call)
        for name, text in SHARED_STATE.items():
            self.main.blocks.insert(0, block(text.format(self.naming[name])))
        for library in ("contextlib", "functools", "hashlib", "io", "logging", "queue", "threading", "time"):
            self.main.imports.setdefault(f"import {library}")
        marks: dict[str, Mark] = {}
        texts: dict[str, str] = {}
        for module in self.modules:
            lines = list(module.lines())
            marks |= {line.mark: Mark(module.role, number) for number, line in enumerate(lines, 1) if line.mark}
            texts[module.role] = "\n".join(line.text for line in lines) + "\n"
        names = {role: self.naming.of_module(role) for role in texts}
        chain = tuple(marks[f"call {depth}"] for depth in range(len(self.program.wrappers) + 1))
        return Rendered(texts, names, self.program.operation.rule, chain)

    # The way to the slow work, from the outside in; "call N" marks the line that calls the helper N deep.

    def _slow_call(self, wrappers: list[Wrapper], module: Module, depth: int) -> Call:
        """Write the helpers to *module* and those behind it; returns how *module* calls the outermost."""
        if not wrappers:
            return self._operation(module)
        wrapper, *rest = wrappers
        home = self._next_module() if wrapper.in_next_module else module
        inner = self._slow_call(rest, home, depth + 1)
        name, reference = self._write_wrapper(wrapper.kind, home, inner, depth)
        if home is module:
            return reference
        home_name = self.naming.of_module(home.role)
        if depth % 2:
            module.imports.setdefault(f"from {home_name} import {name}")
            return reference
        module.imports.setdefault(f"import {home_name}")
        return lambda held: f"{home_name}.{reference(held)}"

    def _next_module(self) -> Module:
        self.modules.append(Module(f"module {len(self.modules)}"))
        return self.modules[-1]

    def _operation(self, module: Module) -> Call:
        operation = self.program.operation
        arguments = operation.arguments
        if not operation.maker:
            function = self._imported(module, operation.module, operation.name, self.program.operation_import)
            return lambda held: f"{function}({arguments.format(held)})"
        maker, _, made_with = operation.maker.partition("(")
        made = self.naming["resource"]
        constructor = self._imported(module, operation.module, maker, self.program.operation_import)
        module.blocks.append(block(f"{made} = {constructor}({made_with}"))
        return lambda held: f"{made}.{operation.name}({arguments.format(held)})"

    def _imported(self, module: Module, library: str, name: str, how: Import) -> str:
        if library == "builtins":
            return name
        alias = self.naming[f"{library} {name}"]
        line, expression = {
            Import.MODULE: (f"import {library}", f"{library}.{name}"),
            Import.MODULE_RENAMED: (f"import {library} as {alias}", f"{alias}.{name}"),
            Import.NAME: (f"from {library} import {name}", name),
            Import.NAME_RENAMED: (f"from {library} import {name} as {alias}", alias),
        }[how]
        module.imports.setdefault(line)
        return expression

    def _write_wrapper(self, kind: Kind, module: Module, inner: Call, depth: int) -> tuple[str, Call]:
        """Write one helper; returns the name to import, and how it is called."""
        name, held = self.naming[f"wrapper {depth}"], self.naming[f"held {depth}"]
        owner = self.naming.of_class(f"owner {depth}")
        instance = self.naming[f"instance {depth}"]
        mark = f"call {depth + 1}"
        body = [Line(f"{INDENT}return {inner(held)}", mark)]
        method = [Line(f"def {name}(self, {held}):"), *body]
        match kind:
            case Kind.FUNCTION:
                module.blocks.append([Line(f"def {name}({held}):"), *body])
                return name, lambda given: f"{name}({given})"
            case Kind.RECURSIVE_FUNCTION:
                again = [Line(f"if not {held}:"), Line(f"{INDENT}return {name}({DEFAULT})")]
                module.blocks.append([Line(f"def {name}({held}):"), *indented(again), *body])
                return name, lambda given: f"{name}({given})"
            case Kind.METHOD:
                module.blocks.append([Line(f"class {owner}:"), *indented(method)])
                module.blocks.append(block(f"{instance} = {owner}()"))
                return instance, lambda given: f"{instance}.{name}({given})"
            case Kind.METHOD_OF_BASE:
                child = self.naming.of_class(f"child {depth}")
                module.blocks.append([Line(f"class {owner}:"), *indented(method)])
                module.blocks.append(block(f"class {child}({owner}):", f"{INDENT}pass"))
                module.blocks.append(block(f"{instance} = {child}()"))
                return instance, lambda given: f"{instance}.{name}({given})"
            case Kind.METHOD_OF_NEW:
                module.blocks.append([Line(f"class {owner}:"), *indented(method)])
                return owner, lambda given: f"{owner}().{name}({given})"
            case Kind.STATIC_METHOD:
                lines = [Line("@staticmethod"), Line(f"def {name}({held}):"), *body]
                module.blocks.append([Line(f"class {owner}:"), *indented(lines)])
                return owner, lambda given: f"{owner}.{name}({given})"
            case Kind.CLASS_METHOD:
                lines = [Line("@classmethod"), Line(f"def {name}(cls, {held}):"), *body]
                module.blocks.append([Line(f"class {owner}:"), *indented(lines)])
                return owner, lambda given: f"{owner}.{name}({given})"
            case Kind.PROPERTY:
                lines = [
                    Line("@property"),
                    Line(f"def {name}(self):"),
                    Line(f"{INDENT}return {inner(DEFAULT)}", mark),
                ]
                module.blocks.append([Line(f"class {owner}:"), *indented(lines)])
                module.blocks.append(block(f"{instance} = {owner}()"))
                return instance, lambda _: f"{instance}.{name}"
            case Kind.CALLABLE_OBJECT:
                lines = [Line(f"def __call__(self, {held}):"), *body]
                module.blocks.append([Line(f"class {owner}:"), *indented(lines)])
                module.blocks.append(block(f"{instance} = {owner}()"))
                return instance, lambda given: f"{instance}({given})"
            case Kind.LAMBDA:
                module.blocks.append([Line(f"{name} = lambda {held}: {inner(held)}", mark)])
                return name, lambda given: f"{name}({given})"
            case Kind.IN_A_TABLE:
                module.blocks.append([Line(f"def {name}({held}):"), *body])
                module.blocks.append(block(f"{instance} = {{'main': {name}, 'again': {name}}}"))
                return instance, lambda given: f"{instance}['main']({given})"

    # The critical section.

    def _write_section(self, call: Call) -> None:
        held, result = self.naming["held"], self.naming["result"]
        prologue, lock, in_class = self._write_lock()
        inside = self.program.place is Place.INSIDE
        outer: Block = block(f"{result} = None", *prologue)
        outer += self._statement(call, held, result) if self.program.place is Place.BEFORE else []
        if self.program.hold.is_expression:
            body, helpers = self._expression_section(lock, call if inside else None, held, result, call)
        else:
            body, helpers = self._block_section(lock, self._section_body(call, result), held, result)
        outer += body
        outer += self._statement(call, held, result) if self.program.place is Place.AFTER else []
        outer += block(f"return {result} is not None")
        entry = self.naming["entry"]
        signature = f"def {entry}({'self, ' if in_class else ''}{held}, {self.naming['storage']}=None):"
        function = [Line(signature), *indented(outer)]
        if in_class:
            self.main.blocks[-1] += indented([*helpers, *function])
        else:
            if helpers:
                self.main.blocks.append(helpers)
            self.main.blocks.append(function)

    def _write_lock(self) -> tuple[list[str], str, bool]:
        """Lines of the entry that go before, the lock's expression there, and whether all stands in a class."""
        home, name, made = self.program.home, self.naming["lock"], self.program.lock
        module = self.main if home is not Home.OTHER_MODULE else self._next_module()
        constructor = self._imported(module, made.module, made.name, self.program.lock_import)
        making = f"{constructor}({made.arguments})"
        factory = f"lambda: {making}" if made.arguments else constructor
        owner, base = self.naming.of_class("owner"), self.naming.of_class("base")
        in_init = [f"{INDENT}def __init__(self):", f"{INDENT * 2}self.{name} = {making}"]
        blocks: list[list[str]] = {
            Home.GLOBAL: [[f"{name} = {making}"]],
            Home.LOCAL_ALIAS: [[f"{name} = {making}"]],
            Home.OTHER_MODULE: [[f"{name} = {making}"]],
            Home.DICT: [[f"{name} = {{'main': {making}}}"]],
            Home.ATTRIBUTE: [[f"class {owner}:", *in_init]],
            Home.BASE_CLASS: [[f"class {base}:", *in_init], [f"class {owner}({base}):"]],
            Home.CLASS_ATTRIBUTE: [[f"class {owner}:", f"{INDENT}{name} = {making}"]],
            Home.DATACLASS_FIELD: [
                [
                    "@dataclasses.dataclass",
                    f"class {owner}:",
                    f"{INDENT}{name}: {constructor} = dataclasses.field(default_factory={factory})",
                ]
            ],
        }[home]
        module.blocks += [block(*texts) for texts in blocks]
        if home is Home.DATACLASS_FIELD:
            module.imports.setdefault("import dataclasses")
        if home is Home.OTHER_MODULE:
            self.main.imports.setdefault(f"from {self.naming.of_module(module.role)} import {name}")
        if home is Home.LOCAL_ALIAS:
            alias = self.naming["alias"]
            return [f"{alias} = {name}"], alias, False
        if home is Home.DICT:
            return [], f"{name}['main']", False
        return [], f"self.{name}" if home.is_class else name, home.is_class

    def _section_body(self, call: Call, result: str) -> Block:
        """What stands between taking the lock and giving it back."""
        held = DEFAULT if self.program.hold is Hold.BOUND_METHOD else self.naming["held"]
        fillers = [self._filler(filler, held) for filler in self.program.fillers]
        middle = len(fillers) // 2
        slow: Block = []
        match self.program.place:
            case Place.INSIDE:
                slow = self._nested(self._statement(call, held, result))
            case Place.STARTED_THREAD:
                slow = [Line(f"threading.Thread(target=lambda: {call(held)}, daemon=True).start()", "call 0")]
            case Place.QUEUED:
                slow = [Line(f"{self.naming['items']}.append(lambda: {call(held)})", "call 0")]
            case Place.ONLY_DEFINED:
                later = self.naming["later"]
                slow = [
                    Line(f"def {later}():"),
                    Line(f"{INDENT}return {call(held)}", "call 0"),
                    Line(f"{self.naming['backlog']}.put_nowait({later})"),
                ]
        return [*fillers[:middle], *slow, *fillers[middle:], *block(f"{self.naming['counts']}['done'] = 1")]

    def _filler(self, filler: Filler, held: str) -> Line:
        names = {name: self.naming[name] for name in (*SHARED_STATE, "text", "moment")}
        return Line(filler.value.format(**names, held=held))

    def _statement(self, call: Call, held: str, result: str) -> Block:
        expression = call(held)
        match self.program.use:
            case Use.ASSIGNED:
                return [Line(f"{result} = {expression}", "call 0")]
            case Use.TESTED:
                return [Line(f"if {expression}:", "call 0"), Line(f"{INDENT}{result} = True")]
            case Use.WALRUS:
                return [Line(f"if ({result} := {expression}) is None:", "call 0"), Line(f"{INDENT}{result} = False")]
            case Use.ON_A_LATER_LINE:
                return [
                    Line(f"{result} = ["),
                    Line(f"{INDENT}None,"),
                    Line(f"{INDENT}{expression},", "call 0"),
                    Line("]"),
                ]
            case Use.IN_A_COMPREHENSION:
                each = self.naming["each"]
                return [Line(f"{result} = [{expression} for {each} in range(2)]", "call 0")]
            case Use.RETURNED:
                return [Line(f"return {expression}", "call 0")]

    def _nested(self, lines: Block) -> Block:
        counts, each = self.naming["counts"], self.naming["each other"]
        before, after = {
            Nest.PLAIN: ([], []),
            Nest.IF: ([f"if {counts}:"], []),
            Nest.ELSE: ([f"if not {counts}:", f"{INDENT}{counts}['first'] = 1", "else:"], []),
            Nest.FOR: ([f"for {each} in range(2):"], []),
            Nest.WHILE: ([f"while len({counts}) < 3:"], [f"{INDENT}{counts}[str(len({counts}))] = 1"]),
            Nest.TRY: (["try:"], ["except ValueError:", f"{INDENT}{counts}['failed'] = 1"]),
            Nest.EXCEPT: (["try:", f"{INDENT}{counts}['tried'] += 1", "except KeyError:"], []),
            Nest.OTHER_WITH: (["with contextlib.suppress(ValueError):"], []),
        }[self.program.nest]
        return lines if self.program.nest is Nest.PLAIN else block(*before) + indented(lines) + block(*after)

    def _block_section(self, lock: str, body: Block, held: str, result: str) -> tuple[Block, Block]:
        """The entry's lines that hold the lock around *body*, and what they need beside the entry."""
        in_class = self.program.home.is_class
        guard = self.naming["guard"]
        release = block("finally:", f"{INDENT}{lock}.release()")
        match self.program.hold:
            case Hold.WITH:
                return [Line(f"with {lock}:"), *indented(body)], []
            case Hold.ACQUIRE:
                refused = block(f"if not {lock}.acquire(timeout=1.0):", f"{INDENT}return None")
                return [*refused, Line("try:"), *indented(body), *release], []
            case Hold.ACQUIRE_GUARDED:
                taken = block(f"if {lock}.acquire(timeout=1.0):")
                return [*taken, *indented([Line("try:"), *indented(body), *release])], []
            case Hold.EXIT_STACK:
                stack = self.naming["stack"]
                enter = block(f"with contextlib.ExitStack() as {stack}:", f"{INDENT}{stack}.enter_context({lock})")
                return [*enter, *indented(body)], []
            case Hold.CONTEXT_MANAGER:
                helper = block(
                    "@contextlib.contextmanager",
                    f"def {guard}({'self' if in_class else ''}):",
                    f"{INDENT}with {lock}:",
                    f"{INDENT * 2}yield",
                )
                return [Line(f"with {'self.' if in_class else ''}{guard}():"), *indented(body)], helper
            case Hold.CLASS_THAT_LOCKS:
                return [Line(f"with {self._write_class_that_locks()}({lock}):"), *indented(body)], []
            case Hold.NESTED_FUNCTION:
                nested = self.naming["nested"]
                defined = [Line(f"def {nested}():"), *indented([Line(f"{result} = None"), *body])]
                return [*defined, Line(f"{result} = {self._with_lock()}({lock}, 'step', {nested})")], []
            case Hold.BOUND_METHOD:
                method = self.naming["bound"]
                helper = [Line(f"def {method}(self):"), *indented([Line(f"{result} = None"), *body])]
                return [Line(f"{result} = {self._with_lock()}({lock}, 'step', self.{method})")], helper
            case Hold.PARTIAL:
                helper = [Line(f"def {guard}({held}):"), *indented([Line(f"{result} = None"), *body])]
                call = f"{result} = {self._with_lock()}({lock}, 'step', functools.partial({guard}, {held}))"
                return [Line(call)], helper
            case Hold.DECORATOR:
                decorated, inner, function = self.naming["decorated"], self.naming["inner"], self.naming["function"]
                decorator = block(
                    f"def {guard}({function}):",
                    f"{INDENT}@functools.wraps({function})",
                    f"{INDENT}def {inner}(*args, **kwargs):",
                    f"{INDENT * 2}with {lock}:",
                    f"{INDENT * 3}return {function}(*args, **kwargs)",
                    f"{INDENT}return {inner}",
                    f"@{guard}",
                )
                section = [Line(f"def {decorated}({held}):"), *indented([Line(f"{result} = None"), *body])]
                return [Line(f"{result} = {decorated}({held})")], [*decorator, *section]
        raise AssertionError(self.program.hold)

    def _expression_section(
        self, lock: str, inside: Call | None, held: str, result: str, call: Call
    ) -> tuple[Block, Block]:
        """The same with a lambda, whose expression is the section; it queues the slow work if it does not call it."""
        items, counts = self.naming["items"], self.naming["counts"]
        if inside is not None:
            section = Line(inside(held), "call 0")
        elif self.program.place in (Place.STARTED_THREAD, Place.QUEUED, Place.ONLY_DEFINED):
            section = Line(f"{items}.append(lambda: {call(held)})", "call 0")
        else:
            section = Line(f"len({counts})")
        in_class = self.program.home.is_class
        own_helper = self.naming["own helper"]
        helper: Block = []
        match self.program.hold:
            case Hold.LAMBDA:
                helper_call, parameter = f"{self._with_lock()}({lock}, 'step', ", ""
            case Hold.LAMBDA_WITH_STATE:
                helper_call, parameter = f"{self.naming['storage']}.with_storage('step', ", f" {self.naming['state']}"
            case _:
                function = self.naming["function"]
                helper = block(
                    f"def {own_helper}({'self, ' if in_class else ''}{function}):",
                    f"{INDENT}with {lock}:",
                    f"{INDENT * 2}return {function}()",
                )
                helper_call, parameter = f"{'self.' if in_class else ''}{own_helper}(", ""
        lambda_line = Line(f"{INDENT}lambda{parameter}: {section.text},", section.mark)
        return [Line(f"{result} = {helper_call}".rstrip()), lambda_line, Line(")")], helper

    def _with_lock(self) -> str:
        self.main.imports.setdefault("from platform_locks import with_lock")
        return "with_lock"

    def _write_class_that_locks(self) -> str:
        name, attribute = self.naming.of_class("class that locks"), self.naming["attribute"]
        lines = block(
            f"class {name}:",
            f"{INDENT}def __init__(self, {attribute}: threading.Lock):",
            f"{INDENT * 2}self.{attribute} = {attribute}",
            f"{INDENT}def __enter__(self):",
            f"{INDENT * 2}if not self.{attribute}.acquire(timeout=1.0):",
            f"{INDENT * 3}raise TimeoutError",
            f"{INDENT * 2}return self",
            f"{INDENT}def __exit__(self, *exc_info):",
            f"{INDENT * 2}self.{attribute}.release()",
        )
        self.main.blocks.insert(0, lines)
        return name
