"""What expressions evaluate to: locks, functions, objects of known classes; on demand, and whatever order code runs in.

A function is looked at in a `Context`: what its parameters are bound to by one of its callers, or, by default, what its
annotations and defaults say.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from lock_audit import catalogue
from lock_audit.annotations import Annotations
from lock_audit.attributes import Attributes
from lock_audit.classes import Classes
from lock_audit.contexts import Context, Contexts
from lock_audit.libraries import Libraries
from lock_audit.names import Names
from lock_audit.origins import home_of, owned
from lock_audit.project import ClassInfo, FunctionInfo, Project
from lock_audit.values import (
    CALLABLE,
    PLAIN_TYPES,
    UNKNOWN,
    Arguments,
    Bound,
    Class,
    Const,
    Container,
    External,
    Fact,
    Function,
    Guarded,
    Instance,
    Lock,
    Module,
    Object,
    Partial,
    Passed,
    Returns,
    Site,
    Suspended,
    Value,
    View,
    join,
    ordered,
    shallow,
    undecorated,
    value,
    without_constants,
)

MAX_KEYS = 40  # of a literal: where there are more, what is known of one is known of all


class Facts:
    """Answers what expressions may be."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.contexts = Contexts()
        self.names = Names(self)
        self.annotations = Annotations(self)
        self.classes = Classes(self)
        self.attributes = Attributes(self)
        self.libraries = Libraries(self)
        self.busy: set[object] = set()  # what is being looked up: what depends on itself adds nothing
        self._results: dict[Context, Value] = {}
        self._yielded: dict[Context, Value] = {}
        self._function_values: dict[tuple[FunctionInfo, Context], Value] = {}

    def of(self, node: ast.expr, context: Context) -> Value:
        """The facts that *node* may be."""
        known = context.memo.get(node)
        if known is not None:
            return known
        context.memo[node] = UNKNOWN  # what depends on itself adds nothing
        found = shallow(self._evaluate(node, context))
        context.memo[node] = found
        return found

    def _evaluate(self, node: ast.expr, context: Context) -> Value:
        match node:
            case ast.Name(id=name):
                return self.names.lookup(name, context)
            case ast.Constant(value=constant):
                return value(Const.of(constant))
            case ast.Attribute():
                return self.attributes.of_node(node, context)
            case ast.Call():
                return self._call_node(node, context)
            case ast.Subscript():
                return self._subscript(node, context)
            case ast.BoolOp(values=operands):
                return join(self.of(operand, context) for operand in operands)
            case ast.IfExp(body=body, orelse=orelse):
                return join([self.of(body, context), self.of(orelse, context)])
            case ast.NamedExpr(value=inner) | ast.Starred(value=inner):
                return self.of(inner, context)
            case ast.Await(value=inner):
                return join(
                    self.result(fact.context) if isinstance(fact, Suspended) else value(fact)
                    for fact in ordered(self.of(inner, context))
                )
            case ast.Lambda():
                return value(Function(self.project.lambdas[node], None, context))
            case ast.Dict(keys=keys, values=values):
                known = tuple(
                    (key.value, self.of(item, context))
                    for key, item in zip(keys, values, strict=True)
                    if isinstance(key, ast.Constant)
                )
                elements = join(self.of(item, context) for item in values)
                return value(Container("dict", elements, "", known if len(known) <= MAX_KEYS else ()))
            case ast.List(elts=items) | ast.Set(elts=items) | ast.Tuple(elts=items):
                return self._display(node, items, context)
            case ast.ListComp(elt=element) | ast.SetComp(elt=element):
                kind = "list" if isinstance(node, ast.ListComp) else "set"
                return value(Container(kind, self.of(element, context)))
            case ast.DictComp(value=element):
                return value(Container("dict", self.of(element, context)))
            case ast.GeneratorExp(elt=element, generators=generators):
                home = join(self.of(generator.iter, context) for generator in generators[:1])
                return value(View(home_of(home)), Container("lazy", self.of(element, context)))
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number) | float(number))):
                return value(Const.of(-number))
            case ast.UnaryOp(op=ast.Not()):
                return value(Object("builtins.bool"))
            case ast.BinOp(left, operator, right):
                return _combined(self.of(left, context), operator, self.of(right, context))
            case ast.JoinedStr() | ast.FormattedValue() | ast.Compare():
                return value(Object("builtins.str"))
        return UNKNOWN

    def _display(self, node: ast.expr, items: Sequence[ast.expr], context: Context) -> Value:
        facts = [self.of(item, context) for item in items]
        kind = "list" if isinstance(node, ast.List) else "set" if isinstance(node, ast.Set) else "tuple"
        plain = len(items) <= MAX_KEYS and not any(isinstance(item, ast.Starred) for item in items)
        keys = tuple(enumerate(facts)) if plain else ()
        return value(Container(kind, join(facts), "", keys))

    def _subscript(self, node: ast.Subscript, context: Context) -> Value:
        found = []
        for fact in ordered(self.of(node.value, context)):
            match fact:
                case Container(kind, elements, home, keys):
                    if isinstance(node.slice, ast.Slice):
                        found.append(value(Container(kind, elements)))
                        continue
                    constant = node.slice.value if isinstance(node.slice, ast.Constant) else None
                    known = [part for key, part in keys if key == constant and constant is not None]
                    part = known[-1] if known else elements
                    found.append(owned(part, f"{home}[{ast.unparse(node.slice)}]", f"[{ast.unparse(node.slice)}]"))
                case Arguments(positional, keywords):
                    constant = node.slice.value if isinstance(node.slice, ast.Constant) else None
                    if isinstance(constant, int) and -len(positional) <= constant < len(positional):
                        found.append(positional[constant])
                    elif isinstance(constant, str):
                        found += [part for name, part in keywords if name == constant]
                    elif isinstance(node.slice, ast.Slice):
                        found.append(value(fact))
                case Instance():
                    found.append(self.method_result(fact, "__getitem__", [self.of(node.slice, context)], node, context))
                case Guarded(path):
                    found.append(value(Guarded(f"{path}[]")))
                case Module() | External() | Class():
                    found.append(value(fact))  # a generic class with its arguments
                case Object() | Bound():
                    found.append(value(Object("?")))
        return join(found)

    def function_value(self, info: FunctionInfo, context: Context) -> Value:
        """The function with its decorators applied; decorators that are not analysed change nothing."""
        key = (info, context)
        known = self._function_values.get(key)
        if known is not None:
            return known
        is_called = context.function.kind in ("function", "lambda")
        is_special = is_called and context is not self.contexts.default(context.function)
        found: Value = value(Function(info, None, context if is_special else None))
        self._function_values[key] = found
        for decorator in reversed(info.decorators):
            site = Site(
                info.module.file.path, decorator.lineno, decorator.col_offset, info.qualname, ast.unparse(decorator)
            )
            results = []
            for fact in ordered(self.of(decorator, context)):
                if not isinstance(fact, (Function, Class, Instance, Partial, Passed)):
                    continue
                given = frozenset(f if isinstance(f, Passed) else Passed(f, site, by_decorator=True) for f in found)
                results.append(self.call(fact, Arguments((given,)), decorator, context))
            made = frozenset(undecorated(fact) for fact in join(results) if isinstance(fact, (*CALLABLE, Instance)))
            found = made or found
        self._function_values[key] = found
        return found

    def result(self, context: Context) -> Value:
        """What the function returns."""
        known = self._results.get(context)
        if known is not None:
            return known
        self._results[context] = UNKNOWN
        info = context.function
        found = join(self.of(node, context) for node in info.returns)
        node = info.node
        declared = node.returns if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else None
        if declared is not None and not without_constants(found):
            found = self.annotations.of(declared, self.contexts.outside(info), f"{info.where}:return") or found
        self._results[context] = found
        return found

    def arguments(self, node: ast.Call, context: Context) -> Arguments:
        """What the call *node* gives."""
        positional: list[Value] = []
        keywords: list[tuple[str, Value]] = []
        is_open = False
        for argument in node.args:
            if not isinstance(argument, ast.Starred):
                positional.append(self._passed(argument, context))
                continue
            more = self._spread(self.of(argument.value, context))
            is_open = is_open or more is None or more.is_open
            positional += more.positional if more is not None else ()
        for keyword in node.keywords:
            if keyword.arg is not None:
                keywords.append((keyword.arg, self._passed(keyword.value, context)))
                continue
            more = self._spread(self.of(keyword.value, context))
            is_open = is_open or more is None or more.is_open
            keywords += more.keywords if more is not None else ()
        return Arguments(tuple(positional), tuple(keywords), is_open)

    @staticmethod
    def _spread(facts: Value) -> Arguments | None:
        """What `*` or `**` of *facts* gives; None if that is not known."""
        for fact in ordered(facts):
            if isinstance(fact, Arguments):
                return fact
            if isinstance(fact, Container) and fact.keys and fact.kind != "dict":
                return Arguments(tuple(part for _, part in fact.keys))
        return None

    def _passed(self, node: ast.expr, context: Context) -> Value:
        """An argument: callables remember where they were passed."""
        found = self.of(node, context)
        if not any(isinstance(fact, (Function, Partial, Bound, External)) for fact in found):
            return found
        site = self.site(node, context)
        return frozenset(
            Passed(fact, site) if isinstance(fact, (Function, Partial)) or _is_external_call(fact) else fact
            for fact in found
        )

    @staticmethod
    def site(node: ast.expr | ast.stmt, context: Context) -> Site:
        function = context.function
        file = function.module.file
        return Site(file.path, node.lineno, file.column(node), function.qualname, ast.unparse(node))

    def _call_node(self, node: ast.Call, context: Context) -> Value:
        callees = self.of(node.func, context)
        if not callees:
            return UNKNOWN
        arguments = self.arguments(node, context)
        return join(self.call(fact, arguments, node, context) for fact in ordered(callees))

    def call(self, fact: Fact, arguments: Arguments, node: ast.AST, context: Context) -> Value:
        """What calling *fact* gives."""
        match fact:
            case Function(info):
                inner = self.contexts.of(fact, arguments)
                if info.is_async or info.is_generator:
                    return value(Suspended(inner))
                return self.result(inner)
            case Class(info):
                return self._made(info, node, context, arguments)
            case External(name):
                return self.libraries.call(catalogue.canonical(name), arguments, node, context)
            case Bound(receiver, name):
                return self.libraries.call_method(receiver, name, arguments, node, context)
            case Partial(inner_fact):
                return self.call(inner_fact, fact.completed(arguments), node, context)
            case Passed(inner_fact):
                return self.call(inner_fact, arguments, node, context)
            case Instance():
                return self.method_result(fact, "__call__", list(arguments.positional), node, context)
            case Returns(given_value):
                return given_value
        return UNKNOWN

    def method_result(
        self, instance: Instance, name: str, given: list[Value], node: ast.AST, context: Context
    ) -> Value:
        return join(
            self.call(method, Arguments(tuple(given)), node, context)
            for method in ordered(self.attributes.of_instance(instance, name))
        )

    def _made(self, info: ClassInfo, node: ast.AST, context: Context, arguments: Arguments) -> Value:
        for base in self.classes.line_of(info):
            if isinstance(base, str) and catalogue.canonical(base) in catalogue.LOCK_MAKERS:
                return value(self.libraries.lock(catalogue.canonical(base), arguments, node, context))
        return value(Instance(info, f"@{self.place(node, context)}", exact=True))

    @staticmethod
    def place(node: ast.AST, context: Context) -> str:
        """A name for where *node* stands."""
        path = context.function.module.file.path
        return f"{path}:{getattr(node, 'lineno', 0)}:{getattr(node, 'col_offset', 0)}"

    def elements_of(self, node: ast.expr, context: Context) -> Value:
        found = self.elements(self.of(node, context))
        return owned(found, f"each of {node.lineno}:{node.col_offset}", "[]")

    def elements(self, facts: Value) -> Value:
        found = []
        for fact in ordered(facts):
            match fact:
                case Container(_, elements):
                    found.append(elements if fact.kind != "dict" else UNKNOWN)
                case Arguments(positional):
                    found += positional
                case Suspended(context):
                    found.append(self.yielded(context))
                case Instance():
                    found.append(self._elements_of_instance(fact))
                case Object("io.File"):
                    found.append(value(Object("builtins.str")))
        return join(found)

    def _elements_of_instance(self, instance: Instance) -> Value:
        if ("iterated", instance) in self.busy:  # its iterator is itself, or gives it back
            return UNKNOWN
        self.busy.add(("iterated", instance))
        found = []
        for method in ordered(self.attributes.of_instance(instance, "__iter__")):
            if isinstance(method, Function):
                context = self.contexts.of(method, Arguments())
                found.append(self.yielded(context) if method.info.is_generator else self.elements(self.result(context)))
        for method in ordered(self.attributes.of_instance(instance, "__next__")):
            if isinstance(method, Function):
                found.append(self.result(self.contexts.of(method, Arguments())))
        self.busy.discard(("iterated", instance))
        return join(found)

    def yielded(self, context: Context) -> Value:
        """What iterating the generator gives."""
        known = self._yielded.get(context)
        if known is None:
            self._yielded[context] = UNKNOWN  # what it gets from itself adds nothing
            known = self._yielded[context] = self._find_yielded(context)
        return known

    def _find_yielded(self, context: Context) -> Value:
        info = context.function
        found = []
        for node in info.yields:
            if node.value is not None:
                facts = self.of(node.value, context)
                found.append(facts if isinstance(node, ast.Yield) else self.elements(facts))
        joined = join(found)
        declared = info.node.returns if isinstance(info.node, (ast.FunctionDef, ast.AsyncFunctionDef)) else None
        if without_constants(joined) or not isinstance(declared, ast.Subscript):
            return joined
        arguments = declared.slice
        part = arguments.elts[0] if isinstance(arguments, ast.Tuple) and arguments.elts else arguments
        return self.annotations.of(part, self.contexts.outside(info), f"{info.where}:yield") or joined

    def entered(self, node: ast.expr, context: Context) -> Value:
        """What `with node as x` binds x to."""
        return join(self.entered_fact(fact, node, context) for fact in ordered(self.of(node, context)))

    def entered_fact(self, fact: Fact, node: ast.AST, context: Context) -> Value:
        match fact:
            case Instance():
                return self.method_result(fact, "__enter__", [], node, context)
            case Suspended(inner):
                return self.yielded(inner)
            case Object():
                return self.libraries.entered(fact)
            case Lock():
                return value(Object("builtins.bool"))
        return value(fact)


def _is_external_call(fact: Fact) -> bool:
    match fact:
        case External(name):
            return catalogue.operation(catalogue.canonical(name)) is not None
        case Bound(Object(type_name), name):
            return catalogue.operation(f"{type_name}.{name}") is not None
    return False


def _combined(left: Value, operator: ast.operator, right: Value) -> Value:
    """What `left operator right` may be: a new container, a path, or a number."""
    containers = [fact for fact in left if isinstance(fact, Container)]
    if containers and isinstance(operator, (ast.BitOr, ast.Add, ast.Mult)):
        return value(*(Container(fact.kind, fact.elements) for fact in containers))
    parts = join([left, right])
    if isinstance(operator, ast.Div) and any(isinstance(f, Object) and f.type == "pathlib.Path" for f in parts):
        return value(Object("pathlib.Path"))
    is_plain = any(isinstance(f, Const) or (isinstance(f, Object) and f.type in PLAIN_TYPES) for f in parts)
    return value(Object("builtins.int")) if is_plain else UNKNOWN
