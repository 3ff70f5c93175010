"""What expressions evaluate to: locks, functions, objects of known classes; on demand, and whatever order code runs in.

A function is looked at in a `Context`: what its parameters are bound to by one of its callers, or, by default, what its
annotations and defaults say.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from lock_audit import catalogue
from lock_audit.project import Binding, ClassInfo, FunctionInfo, Import, ModuleInfo, Project
from lock_audit.values import (
    ANNOTATED,
    CALLABLE,
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
    Super,
    Suspended,
    Value,
    View,
    join,
    ordered,
    shallow,
    unwrap,
    value,
)

MAX_CONTEXTS = 24
MAX_ORIGIN = 90
_BUILTINS = frozenset(dir(__builtins__) if not isinstance(__builtins__, dict) else __builtins__)
_OPTIONAL = frozenset({"typing.Optional", "typing.Final", "typing.Annotated", "typing.ClassVar", "dataclasses.InitVar"})
_SAME = frozenset({"builtins.str", "builtins.int", "builtins.float", "builtins.bytes", "builtins.bool"})
_ELEMENT_OF = frozenset({"builtins.next", "builtins.min", "builtins.max"})
_COPIES = {"builtins.list": "list", "builtins.sorted": "list", "builtins.set": "set", "builtins.tuple": "tuple"}
_FIELDS = frozenset({"dataclasses.field", "attr.ib", "attr.field", "attrs.field"})
_PARTIAL = frozenset({"functools.partial", "functools.partialmethod"})
_PROPERTIES = ("property", "cached_property", "abstractproperty")
_GETTERS = frozenset({"get", "pop", "setdefault", "popleft", "popitem", "__getitem__"})
_SCALARS = (ast.JoinedStr, ast.Compare, ast.FormattedValue)


class Context:
    """A function, what its parameters are bound to, and the context of the function that it is defined in."""

    __slots__ = ("bindings", "function", "memo", "names", "outer", "serial")

    def __init__(self, function: FunctionInfo, bindings: dict[str, Value], outer: Context | None, serial: int) -> None:
        self.serial = serial
        self.function = function
        self.bindings = bindings
        self.outer = outer
        self.memo: dict[ast.AST, Value] = {}
        self.names: dict[str, Value] = {}


class Facts:
    """Answers what expressions may be.

    *on_context* is called with each context that is made for a call with something worth knowing among its arguments.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.contexts: list[Context] = []
        self._interned: dict[tuple[object, ...], Context] = {}
        self._counts: dict[FunctionInfo, int] = defaultdict(int)
        self._defaults: dict[FunctionInfo, Context] = {}
        self._results: dict[Context, Value] = {}
        self._yielded: dict[Context, Value] = {}
        self._lines: dict[ClassInfo, list[ClassInfo | str]] = {}
        self._function_values: dict[tuple[FunctionInfo, Context], Value] = {}
        self._flavours: dict[FunctionInfo, frozenset[str]] = {}
        self._descendants: dict[ClassInfo, list[ClassInfo]] | None = None
        self._attributes: dict[tuple[object, ...], Value] = {}
        self._busy: set[object] = set()
        self._annotations: dict[str, ast.expr | None] = {}

    # --- contexts

    def default(self, function: FunctionInfo) -> Context:
        context = self._defaults.get(function)
        if context is None:
            outer = self.default(function.parent) if function.parent is not None else None
            context = self._defaults[function] = Context(function, {}, outer, 0)
        return context

    def context_of(self, fact: Function, arguments: Arguments) -> Context:
        """The context in which a call of *fact* with *arguments* runs."""
        info = fact.info
        bindings = self._bound_parameters(info, fact.receiver, arguments)
        outer = fact.outer or self.default(info).outer
        if not bindings and outer is self.default(info).outer:
            return self.default(info)
        key = (info, outer, tuple(sorted(bindings.items(), key=lambda item: item[0])))
        context = self._interned.get(key)
        if context is None:
            self._counts[info] += 1
            if self._counts[info] > MAX_CONTEXTS:
                return self.default(info)
            context = self._interned[key] = Context(info, bindings, outer, len(self.contexts) + 1)
            self.contexts.append(context)
        return context

    def _bound_parameters(self, info: FunctionInfo, receiver: Fact | None, arguments: Arguments) -> dict[str, Value]:
        node = info.arguments
        if node is None:
            return {}
        bindings: dict[str, Value] = {}
        given = list(arguments.positional)
        if receiver is not None:
            given.insert(0, value(receiver))
        positional = info.positional
        for parameter, facts in zip(positional, given):
            bindings[parameter.arg] = facts
        rest = tuple(given[len(positional) :])
        named = {parameter.arg for parameter in (*node.args, *node.kwonlyargs)}
        spare = []
        for name, facts in arguments.keywords:
            if name in named:
                bindings[name] = facts
            else:
                spare.append((name, facts))
        worth = {name: facts for name, given_facts in bindings.items() if (facts := _worth_passing(given_facts))}
        if node.vararg is not None and any(map(_worth_passing, rest)):
            worth[node.vararg.arg] = value(Arguments(positional=rest))
        if node.kwarg is not None and any(_worth_passing(facts) for _, facts in spare):
            worth[node.kwarg.arg] = value(Arguments(keywords=tuple(spare)))
        return worth

    # --- names

    def lookup(self, name: str, context: Context) -> Value:
        current: Context | None = context
        while current is not None:
            function = current.function
            if (
                name in function.bindings
                and name not in function.outside
                and (function.kind != "class" or current is context)
            ):
                return self._name(name, current)
            current = current.outer
        module = context.function.module
        if found := self._starred(module, name):
            return found
        if name in _BUILTINS:
            return value(External(f"builtins.{name}"))
        if name == "__class__" or name.startswith("__"):
            return value(Object("builtins.str"))
        for statement in module.star_imports:
            if self.project.imported(statement, module) is None:
                return value(External(f"{statement.module}.{name}"))
        return UNKNOWN

    def _name(self, name: str, context: Context) -> Value:
        if (known := context.names.get(name)) is not None:
            return known
        key = (context, name)
        if key in self._busy:
            return UNKNOWN
        self._busy.add(key)
        function = context.function
        facts = []
        for binding in function.bindings[name]:
            where = context if binding.function is function else self.default(binding.function)
            facts.append(self._binding(binding, where))
        self._busy.discard(key)
        found = join(facts)
        if function.kind == "module":
            found = _at_home(found, f"{function.module.name}.{name}", f"={function.module.file.path}:{name}")
        elif function.kind == "class":
            found = _at_home(found, f"{function.qualname}.{name}", f"={function.where}.{name}")
        else:
            found = frozenset(fact.named(name) if isinstance(fact, Lock) else fact for fact in found)
        context.names[name] = found
        return found

    def _binding(self, binding: Binding, context: Context) -> Value:
        node = binding.node
        match binding.kind:
            case "assigned":
                assert isinstance(node, ast.expr)
                return self._at_path(node, binding.path, context)
            case "iterated":
                assert isinstance(node, ast.expr)
                found = self.elements_of(node, context)
                for position in binding.path:
                    found = self._part(found, position)
                return found
            case "entered":
                assert isinstance(node, ast.expr)
                found = self.entered(node, context)
                for position in binding.path:
                    found = self._part(found, position)
                return found
            case "annotated":
                assert isinstance(node, ast.expr)
                return self.annotation(node, context, f"{context.function.where}:{node.lineno}:{node.col_offset}")
            case "function":
                assert isinstance(node, FunctionInfo)
                return self.function_value(node, context)
            case "class":
                assert isinstance(node, ClassInfo)
                return value(Class(node, context if context.bindings else None))
            case "import":
                assert isinstance(node, Import)
                return self._import(node, binding.function.module)
            case "parameter":
                assert isinstance(node, ast.arg)
                return self._parameter(node, context)
        return UNKNOWN

    def _at_path(self, node: ast.expr, path: tuple[int, ...], context: Context) -> Value:
        if path and isinstance(node, (ast.Tuple, ast.List)):
            position, *rest = path
            if 0 <= position < len(node.elts):
                return self._at_path(node.elts[position], tuple(rest), context)
            return UNKNOWN
        found = self.of(node, context)
        for position in path:
            found = self._part(found, position)
        return found

    def _part(self, facts: Value, position: int) -> Value:
        parts = []
        for fact in facts:
            match fact:
                case Container(_, elements, _, keys):
                    known = [found for key, found in keys if key == position]
                    parts.append(known[0] if known else elements)
                case Arguments(positional):
                    parts.append(positional[position] if 0 <= position < len(positional) else UNKNOWN)
        return join(parts)

    def _parameter(self, node: ast.arg, context: Context) -> Value:
        if node.arg in context.bindings:
            return context.bindings[node.arg]
        info = context.function
        arguments = info.arguments
        assert arguments is not None
        if node is arguments.vararg:
            return value(Arguments())
        if node is arguments.kwarg:
            return value(Arguments())
        found = UNKNOWN
        if info.cls is not None and info.positional and node is info.positional[0]:
            flavours = self.flavours(info)
            if "classmethod" in flavours or info.name == "__new__" or info.name == "__init_subclass__":
                return value(Class(info.cls))
            if "staticmethod" not in flavours:
                return value(Instance(info.cls, "self"))
        if node.annotation is not None:
            found = self.annotation(node.annotation, self.default(info).outer or context, f"{info.where}:{node.arg}")
            found = frozenset(fact.named(node.arg) if isinstance(fact, Lock) else fact for fact in found)
        if info.name == "__init__" and info.cls is not None and not any(isinstance(f, Instance) for f in found):
            given = self._given_to_constructor(info, node)
            if given:
                return given if not found else join([given, found - {f for f in found if isinstance(f, Lock)}])
        default = info.default_of(node)
        if default is not None and all(isinstance(fact, Returns) for fact in found):
            usual = self.of(default, self.default(info).outer or context)
            # A number or flag that stands for "nothing was said" tells nothing about what callers say.
            found = frozenset(fact for fact in usual if not isinstance(fact, Const)) or found
        if not found:
            found = self._tested_types(node.arg, context)
        return found

    def _tested_types(self, name: str, context: Context) -> Value:
        """What `isinstance` asks of a name nothing else is known of: it is one of these, if it is anything."""
        facts = []
        for types in context.function.tested_types.get(name, ()):
            for part in types.elts if isinstance(types, ast.Tuple) else [types]:
                facts.append(self.annotation(part, context, f"{context.function.where}:{name}"))
        return join(facts)

    def _given_to_constructor(self, info: FunctionInfo, parameter: ast.arg) -> Value:
        """What calls of the class by its name give for *parameter*."""
        assert info.cls is not None
        positional = info.positional
        index = positional.index(parameter) - 1 if parameter in positional else None
        facts = []
        for call, caller in self.project.calls_by_name.get(info.cls.name, ()):
            given = next((keyword.value for keyword in call.keywords if keyword.arg == parameter.arg), None)
            if given is None and index is not None and index < len(call.args):
                given = call.args[index]
            if given is None or isinstance(given, ast.Starred):
                continue
            context = self.default(caller)
            if any(isinstance(fact, Class) and fact.info is info.cls for fact in self.of(call.func, context)):
                facts.append(frozenset(fact for fact in self.of(given, context) if not isinstance(fact, Const)))
        if index == 0:
            for decorator, function in self.project.decorated_by_name.get(info.cls.name, ()):
                if function.parent is not None and function.cls is None:
                    outer = self.default(function.parent)
                    if any(isinstance(fact, Class) and fact.info is info.cls for fact in self.of(decorator, outer)):
                        facts.append(value(Passed(Function(function), self.site(decorator, outer), by_decorator=True)))
        return join(facts)

    # --- modules

    def _import(self, statement: Import, importer: ModuleInfo) -> Value:
        if statement.name is None:
            return self._module(statement.module, importer)
        source = self.project.imported(statement, importer)
        if source is importer and (inner := self.project.submodule(importer, statement.name)) is not None:
            return value(Module(inner.file.path))
        if source is not None:
            return self.module_attribute(source, statement.name)
        if (module := self.project.relative_submodule(statement, importer)) is not None:
            return value(Module(module.file.path))
        return self._external(f"{statement.module}.{statement.name}") if not statement.level else UNKNOWN

    def _module(self, name: str, importer: ModuleInfo) -> Value:
        module = self.project.named(name, importer)
        if module is not None:
            return value(Module(module.file.path))
        return value(Module(name))

    def module_attribute(self, module: ModuleInfo, name: str) -> Value:
        full = f"{module.name}.{name}"
        if full in catalogue.KNOWN:
            return value(External(full))
        context = self.default(module.body)
        if name in module.body.bindings:
            return self._name(name, context)
        if (inner := self.project.submodule(module, name)) is not None:
            return value(Module(inner.file.path))
        return self._starred(module, name)

    def _starred(self, module: ModuleInfo, name: str) -> Value:
        """What *name* is by an `import *` of *module*; the last one wins."""
        key = (module, name, "star")
        if not module.star_imports or key in self._busy:
            return UNKNOWN
        self._busy.add(key)
        found = UNKNOWN
        for statement in reversed(module.star_imports):
            source = self.project.imported(statement, module)
            if source is not None and self._exports(source, name):
                found = self.module_attribute(source, name)
            if found:
                break
        self._busy.discard(key)
        return found

    def _exports(self, module: ModuleInfo, name: str) -> bool:
        listed = [
            item.value
            for binding in module.body.bindings.get("__all__", ())
            if binding.kind == "assigned" and isinstance(binding.node, (ast.List, ast.Tuple))
            for item in binding.node.elts
            if isinstance(item, ast.Constant)
        ]
        return name in listed if listed else not name.startswith("_")

    def _external(self, name: str) -> Value:
        return value(External(name))

    # --- annotations

    def annotation(self, node: ast.expr, context: Context, origin: str) -> Value:
        match node:
            case ast.Constant(value=str(text)):
                parsed = self._parsed(text)
                return self.annotation(parsed, context, origin) if parsed is not None else UNKNOWN
            case ast.Constant(value=None):
                return UNKNOWN
            case ast.BinOp(left, ast.BitOr(), right):
                return join([self.annotation(left, context, origin), self.annotation(right, context, origin)])
            case ast.Subscript(generic, arguments):
                return self._generic(generic, arguments, context, origin)
            case ast.Name() | ast.Attribute():
                return join(self._annotated(fact, origin) for fact in self.of(node, context))
        return UNKNOWN

    def _annotated(self, fact: Fact, origin: str) -> Value:
        match fact:
            case Class(info):
                return value(Instance(info, _short(f"={origin}")))
            case External(name):
                name = catalogue.canonical(name)
                if name in catalogue.LOCK_MAKERS:
                    kind = catalogue.LOCK_MAKERS[name]
                    made = {"semaphore": "limiter", "condition": "rlock"}.get(kind, kind)
                    return value(Lock(f"{ANNOTATED}{origin}", made, is_condition=kind == "condition", per_instance=True))
                if name in catalogue.CONTAINER_ANNOTATIONS:
                    return value(Container(catalogue.CONTAINER_ANNOTATIONS[name]))
                if name in catalogue.SEQUENCE_ANNOTATIONS:
                    return value(Container("sequence"))
                if name.startswith(("typing.", "builtins.object", "collections.abc.", "typing_extensions.")):
                    return value(Object(name)) if name in catalogue.BASES else UNKNOWN
                return value(Object(name))
            case Object() | Instance() | Lock():
                return value(fact)  # an alias of a type that is evaluated already
        return UNKNOWN

    def _generic(self, generic: ast.expr, arguments: ast.expr, context: Context, origin: str) -> Value:
        inner = list(arguments.elts) if isinstance(arguments, ast.Tuple) else [arguments]
        found = []
        for fact in self.of(generic, context):
            name = catalogue.canonical(fact.name) if isinstance(fact, External) else ""
            if name in _OPTIONAL:
                found.append(self.annotation(inner[0], context, origin))
            elif name == "typing.Union":
                found += [self.annotation(part, context, origin) for part in inner]
            elif name in ("builtins.type", "typing.Type"):
                found.append(frozenset(f for f in self.of(inner[0], context) if isinstance(f, (Class, External))))
            elif name in ("typing.Callable", "collections.abc.Callable"):
                found.append(value(Returns(self.annotation(inner[-1], context, origin))))
            elif name in ("builtins.tuple", "typing.Tuple"):
                keys = tuple((i, self.annotation(part, context, f"{origin}[{i}]")) for i, part in enumerate(inner))
                found.append(value(Container("tuple", join(part for _, part in keys), "", keys)))
            elif name in catalogue.CONTAINER_ANNOTATIONS or name in catalogue.SEQUENCE_ANNOTATIONS:
                kind = catalogue.CONTAINER_ANNOTATIONS.get(name, "sequence")
                keyed = "Mapping" in name or "ict" in name
                if keyed and name not in catalogue.CONTAINER_ANNOTATIONS:
                    kind = "mapping"
                part = inner[-1] if keyed else inner[0]
                found.append(value(Container(kind, self.annotation(part, context, f"{origin}[]"))))
            else:
                found.append(self._annotated(fact, origin))
        return join(found)

    def _parsed(self, text: str) -> ast.expr | None:
        if text not in self._annotations:
            try:
                self._annotations[text] = ast.parse(text.strip(), mode="eval").body
            except (SyntaxError, ValueError):
                self._annotations[text] = None
        return self._annotations[text]

    # --- expressions

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
                return self.lookup(name, context)
            case ast.Constant(value=constant):
                return value(Const.of(constant))
            case ast.Attribute(value=owner, attr=name):
                return self._attribute_node(node, owner, name, context)
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
                    for fact in self.of(inner, context)
                )
            case ast.Lambda():
                return value(Function(self.project.lambdas[node], None, context))
            case ast.Dict(keys=keys, values=values):
                known = tuple(
                    (key.value, self.of(item, context))
                    for key, item in zip(keys, values)
                    if isinstance(key, ast.Constant)
                )
                elements = join(self.of(item, context) for item in values)
                return value(Container("dict", elements, "", known if len(known) <= 40 else ()))
            case ast.List(elts=items) | ast.Set(elts=items) | ast.Tuple(elts=items):
                return self._display(node, items, context)
            case ast.ListComp(elt=element) | ast.SetComp(elt=element):
                kind = "list" if isinstance(node, ast.ListComp) else "set"
                return value(Container(kind, self.of(element, context)))
            case ast.DictComp(value=element):
                return value(Container("dict", self.of(element, context)))
            case ast.GeneratorExp(elt=element, generators=generators):
                home = join(self.of(generator.iter, context) for generator in generators[:1])
                return value(View(_home_of(home)), Container("lazy", self.of(element, context)))
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number) | float(number))):
                return value(Const.of(-number))
            case ast.UnaryOp(op=ast.Not()):
                return value(Object("builtins.bool"))
            case ast.BinOp(left, ast.BitOr() | ast.Add() | ast.Mult(), right):
                parts = join([self.of(left, context), self.of(right, context)])
                containers = [fact for fact in self.of(left, context) if isinstance(fact, Container)]
                if containers:
                    return value(*(Container(fact.kind, fact.elements) for fact in containers))
                return self._number(node, parts)
            case ast.BinOp():
                parts = join([self.of(node.left, context), self.of(node.right, context)])
                if isinstance(node.op, ast.Div) and any(
                    isinstance(f, Object) and f.type == "pathlib.Path" for f in parts
                ):
                    return value(Object("pathlib.Path"))
                return self._number(node, parts)
            case ast.Yield() | ast.YieldFrom():
                return UNKNOWN
        if isinstance(node, _SCALARS):
            return value(Object("builtins.str"))
        return UNKNOWN

    @staticmethod
    def _number(node: ast.expr, parts: Value) -> Value:
        scalar = any(isinstance(f, Const) or (isinstance(f, Object) and f.type in _SAME) for f in parts)
        return value(Object("builtins.int")) if scalar else UNKNOWN

    def _display(self, node: ast.expr, items: Sequence[ast.expr], context: Context) -> Value:
        facts = [self.of(item, context) for item in items]
        kind = {ast.List: "list", ast.Set: "set", ast.Tuple: "tuple"}[type(node)]  # type: ignore[index]
        plain = len(items) <= 40 and not any(isinstance(item, ast.Starred) for item in items)
        keys = tuple(enumerate(facts)) if plain else ()
        return value(Container(kind, join(facts), "", keys))

    def _subscript(self, node: ast.Subscript, context: Context) -> Value:
        found = []
        for fact in self.of(node.value, context):
            match fact:
                case Container(kind, elements, home, keys):
                    if isinstance(node.slice, ast.Slice):
                        found.append(value(Container(kind, elements)))
                        continue
                    constant = node.slice.value if isinstance(node.slice, ast.Constant) else None
                    known = [part for key, part in keys if key == constant and constant is not None]
                    part = known[-1] if known else elements
                    found.append(_owned(part, f"{home}[{ast.unparse(node.slice)}]", f"[{ast.unparse(node.slice)}]"))
                case Arguments(positional, keywords):
                    constant = node.slice.value if isinstance(node.slice, ast.Constant) else None
                    if isinstance(constant, int) and -len(positional) <= constant < len(positional):
                        found.append(positional[constant])
                    elif isinstance(constant, str):
                        found += [part for name, part in keywords if name == constant]
                    elif isinstance(node.slice, ast.Slice):
                        found.append(value(fact))
                case Instance():
                    found.append(self._method_result(fact, "__getitem__", [self.of(node.slice, context)], node, context))
                case Guarded(path):
                    found.append(value(Guarded(f"{path}[]")))
                case Module() | External() | Class():
                    found.append(value(fact))  # a generic class with its arguments
                case Object() | Bound():
                    found.append(value(Object("?")))
        return join(found)

    # --- attributes

    def _attribute_node(self, node: ast.Attribute, owner: ast.expr, name: str, context: Context) -> Value:
        owners = self.of(owner, context)
        if not owners:
            return self._of_unknown(self._origin(owner, context), name) if not _is_scalar(owner) else UNKNOWN
        found = join(self.attribute(fact, name) for fact in owners)
        if not found and all(isinstance(fact, (Guarded, Returns)) for fact in owners):
            found = self._of_unknown(ast.unparse(owner), name)
        return found

    @staticmethod
    def _origin(node: ast.expr, context: Context) -> str:
        """How the code reaches *node*; what a loop runs through is another object in each turn."""
        root = node
        while isinstance(root, (ast.Attribute, ast.Subscript)):
            root = root.value
        bindings = context.function.bindings.get(root.id, ()) if isinstance(root, ast.Name) else ()
        each = "each of " if any(binding.kind == "iterated" for binding in bindings) else ""
        return f"{each}{ast.unparse(node)}"

    def _of_unknown(self, origin: str, name: str) -> Value:
        """An attribute of something of unknown type: known if exactly one class has it."""
        classes = [info for info in self.project.methods.get(name, ()) if not self.is_protocol(info)]
        if len(classes) != 1:
            if classes:
                return UNKNOWN
            classes = [info for info in self.project.attributes.get(name, ()) if not self.is_protocol(info)]
            if len(classes) != 1:
                return UNKNOWN
        return self.attribute(Instance(classes[0], _short(f"?{origin}")), name)

    def attribute(self, fact: Fact, name: str) -> Value:
        match fact:
            case Module(path):
                module = self.project.by_path.get(path)
                if module is not None:
                    return self.module_attribute(module, name)
                inner = self.project.named(f"{path}.{name}", self.project.modules[0])
                if inner is not None:
                    return value(Module(inner.file.path))
                return value(External(f"{path}.{name}"))
            case External(full):
                return value(External(f"{full}.{name}"))
            case Instance():
                return self._instance_attribute(fact, name)
            case Class(info):
                return self._class_attribute(info, name, fact)
            case Super(info, receiver):
                return self._super_attribute(info, receiver, name)
            case Passed(inner):
                return self.attribute(inner, name)
            case Guarded(path):
                unique = self._of_unknown(path or "storage", name)
                return unique or value(Guarded(f"{path}.{name}"))
            case Object(type_name):
                if type_name in ("?", "builtins.str"):
                    return value(Object("?")) if type_name == "?" else value(Bound(fact, name))
                given = catalogue.RESULTS.get(f"{type_name}.{name}")
                if given == type_name and name == "parent":
                    return value(Object(given))
                return value(Bound(fact, name))
            case Bound(Object() | Bound(), _):
                return value(Object("?"))
            case Returns():
                return UNKNOWN
        return value(Bound(fact, name))

    def _instance_attribute(self, instance: Instance, name: str) -> Value:
        key = (instance, name)
        if (known := self._attributes.get(key)) is not None:
            return known
        if key in self._busy:
            return UNKNOWN
        self._busy.add(key)
        found = self._find_instance_attribute(instance, name)
        self._busy.discard(key)
        self._attributes[key] = found
        return found

    def _find_instance_attribute(self, instance: Instance, name: str) -> Value:
        if self.is_protocol(instance.info):
            declared = self._own_attribute(instance, instance.info, name)
            implementers = [
                info for info in self.project.methods.get(name, ()) if info is not instance.info and not self.is_protocol(info)
            ]
            if implementers:
                return join(self.attribute(Instance(info, instance.origin), name) for info in implementers[:6])
            return declared
        found: list[Value] = []
        external: str | None = None
        for base in self.line_of(instance.info):
            if isinstance(base, str):
                external = external or base
                continue
            own = self._own_attribute(instance, base, name)
            if own:
                found.append(own)
                if name in base.body.bindings and any(b.kind == "function" for b in base.body.bindings[name]):
                    break
        if not instance.exact:
            for child in self.descendants(instance.info):
                if name in child.body.bindings:
                    found.append(self._own_attribute(Instance(child, instance.origin), child, name))
                elif not found and name in child.attributes:
                    found.append(self._own_attribute(Instance(child, instance.origin), child, name))
        joined = join(found)
        if not joined and external is not None:
            return value(Bound(Object(catalogue.canonical(external)), name))
        if not joined and name == "__class__":
            return value(Class(instance.info))
        return joined

    def _own_attribute(self, instance: Instance, info: ClassInfo, name: str) -> Value:
        """What *info* itself says about the attribute of *instance*."""
        found = []
        for binding in info.attributes.get(name, ()):
            facts = self._binding(binding, self.default(binding.function))
            if binding.kind == "assigned" and binding.function.is_generator:
                pass
            found.append(facts)
        data = join(found)
        if any(isinstance(fact, Passed) and fact.by_decorator for fact in data) is False:
            data = frozenset(fact for fact in data if not isinstance(fact, Passed))
        result = [self._in_instance(data, instance, info, name)]
        bindings = info.body.bindings.get(name, ())
        context = self.default(info.body)
        for binding in bindings:
            where = context if binding.function is info.body else self.default(binding.function)
            if binding.kind == "function":
                assert isinstance(binding.node, FunctionInfo)
                result.append(self._bound_method(binding.node, instance, where))
            else:
                facts = self._binding(binding, where)
                made_for_each = binding.kind == "annotated" or _is_field(binding.node)
                if not made_for_each:
                    qualified = f"{info.qualname}.{name}"
                    facts = _at_home(facts, qualified, f"={info.where}.{name}")
                    result.append(join(self._bind(fact, instance) for fact in facts))
                else:
                    result.append(self._in_instance(facts, instance, info, name))
        joined = join(result)
        real = frozenset(f for f in joined if not (isinstance(f, Lock) and f.is_annotated))
        if any(isinstance(fact, Lock) for fact in real):
            return real  # made somewhere: the annotation adds nothing
        if any(isinstance(fact, Instance) and not fact.exact for fact in joined) and any(
            isinstance(fact, Instance) and fact.exact for fact in joined
        ):
            exact = {fact.info for fact in joined if isinstance(fact, Instance) and fact.exact}
            return frozenset(f for f in joined if not (isinstance(f, Instance) and not f.exact and f.info in exact))
        return joined

    def _in_instance(self, facts: Value, instance: Instance, info: ClassInfo, name: str) -> Value:
        origin = _short(f"{instance.origin}.{name}")
        found: set[Fact] = set()
        for fact in facts:
            match fact:
                case Lock():
                    lock = fact.named(f"{info.qualname}.{name}") if "." not in fact.name else fact
                    lock = lock if "." in lock.name else replace(lock, name=f"{info.qualname}.{name}")
                    if not lock.owner and not lock.name.startswith("=") and not _is_global(lock):
                        lock = replace(lock, owner=instance.origin, per_instance=True)
                    elif lock.owner == "self" or lock.owner.startswith("self."):  # another attribute of the same object
                        lock = replace(lock, owner=_short(f"{instance.origin}{lock.owner[4:]}"))
                    found.add(lock)
                case Instance(inner, known, exact):
                    found.add(fact if known.startswith("=") and not known.startswith("=annotated") else Instance(inner, origin, exact))
                case Container(kind, elements, _, keys) if not fact.home:
                    found.add(Container(kind, elements, origin, keys))
                case _:
                    found.add(fact)
        return frozenset(found)

    def _bind(self, fact: Fact, instance: Instance) -> Value:
        """A function that is an attribute of a class becomes a method."""
        match fact:
            case Function(info, None, outer) if info.kind in ("function", "lambda"):
                return value(Function(info, instance, outer))
            case Passed(Function(info, None, outer), site, by_decorator):
                return value(Passed(Function(info, instance, outer), site, by_decorator))
        return value(fact)

    def _bound_method(self, info: FunctionInfo, instance: Instance, context: Context) -> Value:
        flavours = self.flavours(info)
        facts = self.function_value(info, context)
        if "staticmethod" in flavours:
            return facts
        receiver: Fact = Class(instance.info) if "classmethod" in flavours else instance
        bound: set[Fact] = set()
        for fact in facts:
            match fact:
                case Function(inner, None, outer):
                    bound.add(Function(inner, receiver, outer))
                case _:
                    bound.add(fact)
        if "property" in flavours:
            return join(self.call(fact, Arguments(), info.node, context) for fact in bound)
        return frozenset(bound)

    def property_calls(self, node: ast.Attribute, context: Context) -> list[Function]:
        """The functions that reading the attribute runs."""
        found = []
        for fact in ordered(self.of(node.value, context)):
            receiver = fact.receiver if isinstance(fact, Super) else fact
            if not isinstance(receiver, Instance):
                continue
            classes: list[ClassInfo] = [base for base in self.line_of(receiver.info) if isinstance(base, ClassInfo)]
            first = next((base for base in classes if base.method(node.attr)), None)
            candidates = [first] if first else []
            if not receiver.exact:
                candidates += [child for child in self.descendants(receiver.info) if child.method(node.attr)]
            for base in candidates:
                for binding in base.body.bindings[node.attr]:
                    info = binding.node
                    if isinstance(info, FunctionInfo) and "property" in self.flavours(info):
                        is_setter = len(info.positional) > 1
                        if is_setter == isinstance(node.ctx, ast.Store):
                            found.append(Function(info, receiver, None))
        return found

    def _class_attribute(self, info: ClassInfo, name: str, fact: Class) -> Value:
        for base in self.line_of(info):
            if isinstance(base, str) or name not in base.body.bindings:
                continue
            found = []
            for binding in base.body.bindings[name]:
                where = self.default(base.body) if binding.function is base.body else self.default(binding.function)
                facts = self._binding(binding, where)
                if isinstance(binding.node, FunctionInfo) and "classmethod" in self.flavours(binding.node):
                    facts = frozenset(Function(f.info, fact, f.outer) if isinstance(f, Function) else f for f in facts)
                found.append(_at_home(facts, f"{base.qualname}.{name}", f"={base.where}.{name}"))
            return join(found)
        if name == "__name__":
            return value(Object("builtins.str"))
        return UNKNOWN

    def _super_attribute(self, info: ClassInfo, receiver: Fact, name: str) -> Value:
        if not isinstance(receiver, (Instance, Class)):
            return UNKNOWN
        line = self.line_of(receiver.info)
        after = line[line.index(info) + 1 :] if info in line else self.line_of(info)[1:]
        for base in after:
            if isinstance(base, str):
                return value(Bound(Object(catalogue.canonical(base)), name))
            if name in base.body.bindings:
                if isinstance(receiver, Instance):
                    return self._own_attribute(receiver, base, name)
                return self._class_attribute(base, name, receiver)
        return UNKNOWN

    # --- classes

    def line_of(self, info: ClassInfo) -> list[ClassInfo | str]:
        """The class and what it extends, in the order of look-up; classes that are not analysed by their names."""
        known = self._lines.get(info)
        if known is not None:
            return known
        self._lines[info] = [info]
        line: list[ClassInfo | str] = [info]
        context = self.default(info.body).outer
        assert context is not None
        for base in info.node.bases:
            node = base.value if isinstance(base, ast.Subscript) else base
            for fact in ordered(self.of(node, context)):
                if isinstance(fact, Class):
                    line += [inner for inner in self.line_of(fact.info) if inner not in line]
                elif isinstance(fact, External) and fact.name not in line:
                    line.append(fact.name)
        self._lines[info] = line
        return line

    def is_protocol(self, info: ClassInfo) -> bool:
        context = self.default(info.body).outer
        return any(
            isinstance(fact, External) and fact.name.endswith("typing.Protocol") or
            isinstance(fact, External) and fact.name == "typing_extensions.Protocol"
            for base in info.node.bases
            for fact in self.of(base.value if isinstance(base, ast.Subscript) else base, context)  # type: ignore[arg-type]
        )

    def descendants(self, info: ClassInfo) -> list[ClassInfo]:
        if self._descendants is None:
            self._descendants = defaultdict(list)
            for child in self.project.classes:
                if child.node.bases:
                    for base in self.line_of(child)[1:]:
                        if isinstance(base, ClassInfo):
                            self._descendants[base].append(child)
        return self._descendants.get(info, [])

    # --- functions

    def flavours(self, info: FunctionInfo) -> frozenset[str]:
        """Which of property, classmethod, staticmethod, contextmanager its decorators make of a function."""
        known = self._flavours.get(info)
        if known is not None:
            return known
        self._flavours[info] = frozenset()
        found = set()
        for decorator in info.decorators:
            node = decorator.func if isinstance(decorator, ast.Call) else decorator
            if isinstance(node, ast.Attribute) and node.attr in ("setter", "getter", "deleter"):
                found.add("property")
                continue
            names = {fact.name for fact in self.of(node, self.default(info).outer) if isinstance(fact, External)}  # type: ignore[arg-type]
            for name in names:
                last = name.rpartition(".")[2]
                if last in _PROPERTIES:
                    found.add("property")
                elif name in ("contextlib.contextmanager", "contextlib.asynccontextmanager"):
                    found.add("contextmanager")
                elif name in ("builtins.classmethod", "builtins.staticmethod"):
                    found.add(last)
        self._flavours[info] = frozenset(found)
        return self._flavours[info]

    def function_value(self, info: FunctionInfo, context: Context) -> Value:
        """The function with its decorators applied; decorators that are not analysed change nothing."""
        key = (info, context)
        known = self._function_values.get(key)
        if known is not None:
            return known
        outer = context if context.function.kind in ("function", "lambda") and context is not self.default(context.function) else None
        plain: Value = value(Function(info, None, outer))
        self._function_values[key] = plain
        found = plain
        for decorator in reversed(info.decorators):
            site = Site(info.module.file.path, decorator.lineno, decorator.col_offset, info.qualname, ast.unparse(decorator))
            results = []
            for fact in ordered(self.of(decorator, context)):
                if not isinstance(fact, (Function, Class, Instance, Partial, Passed)):
                    continue
                given = frozenset(f if isinstance(f, Passed) else Passed(f, site, by_decorator=True) for f in found)
                results.append(self.call(fact, Arguments((given,)), decorator, context))
            made = frozenset(_unwrapped(fact) for fact in join(results) if isinstance(fact, (*CALLABLE, Instance)))
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
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.returns is not None:
            useful = frozenset(f for f in found if not isinstance(f, Const))
            if not useful:
                declared = self.annotation(node.returns, self.default(info).outer or context, f"{info.where}:return")
                found = declared or found
        self._results[context] = found
        return found

    def arguments(self, node: ast.Call, context: Context) -> Arguments:
        positional: list[Value] = []
        keywords: list[tuple[str, Value]] = []
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                for fact in ordered(self.of(argument.value, context)):
                    if isinstance(fact, Arguments):
                        positional += fact.positional
                    elif isinstance(fact, Container) and fact.keys:
                        positional += [part for _, part in fact.keys]
            else:
                positional.append(self._passed(argument, context))
        for keyword in node.keywords:
            if keyword.arg is not None:
                keywords.append((keyword.arg, self._passed(keyword.value, context)))
            else:
                for fact in ordered(self.of(keyword.value, context)):
                    if isinstance(fact, Arguments):
                        keywords += fact.keywords
        return Arguments(tuple(positional), tuple(keywords))

    def _passed(self, node: ast.expr, context: Context) -> Value:
        """An argument: callables remember where they were passed."""
        found = self.of(node, context)
        if not any(isinstance(fact, (Function, Partial, Bound, External)) for fact in found):
            return found
        site = self.site(node, context)
        return frozenset(
            Passed(fact, site) if isinstance(fact, (Function, Partial)) or _is_external_call(fact) else fact for fact in found
        )

    def site(self, node: ast.expr | ast.stmt, context: Context) -> Site:
        function = context.function
        file = function.module.file
        return Site(file.path, node.lineno, file.column(node), function.qualname, ast.unparse(node))

    # --- calls

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
                inner = self.context_of(fact, arguments)
                if info.is_async or info.is_generator:
                    return value(Suspended(inner))
                return self.result(inner)
            case Class(info):
                return self._made(info, node, context, arguments)
            case External(name):
                return self._external_call(catalogue.canonical(name), arguments, node, context)
            case Bound(receiver, name):
                return self._bound_call(receiver, name, arguments, node, context)
            case Partial(inner_fact, given, keywords):
                return self.call(inner_fact, Arguments((*given, *arguments.positional), (*keywords, *arguments.keywords)), node, context)
            case Passed(inner_fact):
                return self.call(inner_fact, arguments, node, context)
            case Instance():
                return self._method_result(fact, "__call__", list(arguments.positional), node, context)
            case Returns(given_value):
                return given_value
        return UNKNOWN

    def _method_result(self, instance: Instance, name: str, given: list[Value], node: ast.AST, context: Context) -> Value:
        return join(
            self.call(method, Arguments(tuple(given)), node, context)
            for method in ordered(self._instance_attribute(instance, name))
        )

    def _made(self, info: ClassInfo, node: ast.AST, context: Context, arguments: Arguments) -> Value:
        for base in self.line_of(info):
            if isinstance(base, str) and catalogue.canonical(base) in catalogue.LOCK_MAKERS:
                return value(self._lock(catalogue.canonical(base), arguments, node, context))
        return value(Instance(info, f"@{self.place(node, context)}", exact=True))

    @staticmethod
    def place(node: ast.AST, context: Context) -> str:
        """A name for where *node* stands."""
        path = context.function.module.file.path
        return f"{path}:{getattr(node, 'lineno', 0)}:{getattr(node, 'col_offset', 0)}"

    def _lock(self, maker: str, arguments: Arguments, node: ast.AST, context: Context) -> Lock:
        kind = catalogue.LOCK_MAKERS[maker]
        site = self.place(node, context)
        given = arguments.positional[0] if arguments.positional else dict(arguments.keywords).get(
            "lock" if kind == "condition" else "value"
        )
        if kind == "condition":
            for fact in ordered(given or UNKNOWN):
                if isinstance(fact, Lock):
                    return replace(fact, is_condition=True)
            return Lock(site, "rlock", is_condition=True)
        if kind == "semaphore":
            one = given is None or given == value(Const("int", 1))
            kind = "lock" if one else "signal" if given == value(Const("int", 0)) else "limiter"
        return Lock(site, kind)

    def _external_call(self, name: str, arguments: Arguments, node: ast.AST, context: Context) -> Value:
        first = arguments.positional[0] if arguments.positional else UNKNOWN
        keywords = dict(arguments.keywords)
        if name in catalogue.LOCK_MAKERS:
            return value(self._lock(name, arguments, node, context))
        if name in _PARTIAL:
            return frozenset(
                Partial(unwrap(fact), arguments.positional[1:], arguments.keywords) for fact in first
            )
        if name in _COPIES or name in catalogue.CONTAINERS:
            kind = _COPIES.get(name) or catalogue.CONTAINERS[name]
            elements = self._elements(first)
            if name == "collections.defaultdict":
                elements = join(self.call(fact, Arguments(), node, context) for fact in first)
            return value(Container(kind, elements))
        if name == "builtins.super":
            return self._super(arguments, context)
        if name in ("builtins.getattr", "builtins.hasattr"):
            return self._getattr(node, first, arguments, context)
        if name in _FIELDS:
            factory = keywords.get("default_factory", keywords.get("factory", UNKNOWN))
            made = join(self.call(fact, Arguments(), node, context) for fact in factory)
            return join([made, keywords.get("default", UNKNOWN)])
        if name in ("copy.copy", "copy.deepcopy"):
            return frozenset(Container(f.kind, f.elements) if isinstance(f, Container) else f for f in first)
        if name in ("typing.cast", "typing_extensions.cast") and isinstance(node, ast.Call) and node.args:
            return self.annotation(node.args[0], context, f"{context.function.where}:{node.lineno}")
        if name == "contextlib.nullcontext":
            return first
        if name in ("contextlib.closing", "weakref.proxy", "functools.wraps"):
            return frozenset(_unwrapped(f) for f in first) if name != "functools.wraps" else UNKNOWN
        if name in catalogue.LAZY:
            homes = [View(_home_of(given), _callable_in(first)) for given in arguments.positional if _home_of(given)]
            callee = _callable_in(first) if name in ("builtins.map", "builtins.filter") else None
            views: list[Fact] = list(homes) or [View("", callee)]
            rest = arguments.positional[1:] if callee is not None else arguments.positional
            return value(*views, Container("lazy", join(self._elements(given) for given in rest)))
        if name in _ELEMENT_OF:
            return self._elements(first)
        if name in ("queue.Queue", "queue.LifoQueue", "queue.PriorityQueue", "multiprocessing.Queue", "multiprocessing.JoinableQueue"):
            size = first or keywords.get("maxsize", UNKNOWN)
            is_given = bool(arguments.positional) or "maxsize" in keywords
            unbounded = not is_given or any(isinstance(f, Const) and isinstance(f.value, int) and f.value <= 0 for f in size)
            return value(Object(name, "unbounded" if unbounded else "bounded"))
        if name == "logging.getLogger":
            names = [f.value for f in first if isinstance(f, Const) and isinstance(f.value, str)]
            detail = str(names[0]) if names else ("" if not arguments.positional else f"module {context.function.module.name}")
            return value(Object("logging.Logger", detail))
        if name == "asyncio.run":
            return join(self.result(f.context) for f in first if isinstance(f, Suspended))
        if (given := catalogue.result_type(name)) is not None:
            return value(Object(given))
        last = name.rpartition(".")[2]
        return value(Object(name)) if last[:1].isupper() or name in catalogue.KNOWN else value(Object(f"{name}()"))

    def _super(self, arguments: Arguments, context: Context) -> Value:
        current: Context | None = context
        while current is not None and current.function.cls is None:
            current = current.outer
        if current is None or current.function.cls is None or not current.function.positional:
            return UNKNOWN
        receiver = self._name(current.function.positional[0].arg, current)
        return frozenset(Super(current.function.cls, fact) for fact in receiver)

    def _getattr(self, node: ast.AST, first: Value, arguments: Arguments, context: Context) -> Value:
        names = [f.value for f in (arguments.positional[1] if len(arguments.positional) > 1 else ()) if isinstance(f, Const)]
        if not names or not isinstance(names[0], str):
            return UNKNOWN
        return join(self.attribute(fact, names[0]) for fact in first)

    def _bound_call(self, receiver: Fact, name: str, arguments: Arguments, node: ast.AST, context: Context) -> Value:
        match receiver:
            case Lock():
                return value(Object("builtins.bool"))
            case Container(kind, elements, home, keys):
                return self._container_call(receiver, name, arguments, node, context)
            case Object("contextlib.ExitStack" | "contextlib.AsyncExitStack") if name.startswith("enter_"):
                given = arguments.positional[0] if arguments.positional else UNKNOWN
                return join(self.entered_fact(fact, node, context) for fact in given)
            case Object("multiprocessing.context"):
                return self._external_call(catalogue.canonical(f"multiprocessing.{name}"), arguments, node, context)
            case Object(type_name, detail):
                if name == "__enter__" or name == "__aenter__":
                    return self._entered_object(receiver)
                if (given := catalogue.result_type(f"{type_name}.{name}")) is not None:
                    child = None
                    if given == "logging.Logger" and name == "getChild":
                        names = [f.value for f in (arguments.positional[0] if arguments.positional else ()) if isinstance(f, Const)]
                        child = f"{detail}.{names[0]}" if names and detail else detail
                    return value(Object(given, child))
                return value(Object("?"))
            case Arguments():
                if name in ("get", "pop"):
                    keys_given = [f.value for f in (arguments.positional[0] if arguments.positional else ()) if isinstance(f, Const)]
                    return join(part for key, part in receiver.keywords if key in keys_given)
                return UNKNOWN
            case Guarded():
                return UNKNOWN
        return UNKNOWN

    def _container_call(self, box: Container, name: str, arguments: Arguments, node: ast.AST, context: Context) -> Value:
        if name in catalogue.VIEW_METHODS:
            part: Value = box.elements
            if name == "items":
                part = value(Container("tuple", box.elements, "", ((1, box.elements),)))
            elif name == "keys":
                part = UNKNOWN
            return value(View(box.home), Container("lazy", part))
        if name in _GETTERS:
            key = ast.unparse(node.args[0]) if isinstance(node, ast.Call) and node.args else ""
            constants = [f.value for f in (arguments.positional[0] if arguments.positional else ()) if isinstance(f, Const)]
            known = [part for found, part in box.keys if constants and found == constants[0]]
            extra = arguments.positional[1:2] if name in ("get", "setdefault", "pop") else ()
            part = join([known[-1] if known else box.elements, *extra])
            return _owned(frozenset(map(_unwrapped, part)), f"{box.home}[{key}]", f"[{key}]")
        if name in ("copy", "union", "intersection", "difference", "most_common", "elements"):
            return value(Container(box.kind, box.elements))
        return value(Object("?"))

    # --- iteration and context managers

    def elements_of(self, node: ast.expr, context: Context) -> Value:
        found = self._elements(self.of(node, context))
        return _owned(found, f"each of {node.lineno}:{node.col_offset}", "[]")

    def _elements(self, facts: Value) -> Value:
        found = []
        for fact in facts:
            match fact:
                case Container(_, elements, _, keys):
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
        if ("iterated", instance) in self._busy:  # its iterator is itself, or gives it back
            return UNKNOWN
        self._busy.add(("iterated", instance))
        found = []
        for method in ordered(self._instance_attribute(instance, "__iter__")):
            if isinstance(method, Function):
                context = self.context_of(method, Arguments())
                found.append(self.yielded(context) if method.info.is_generator else self._elements(self.result(context)))
        for method in ordered(self._instance_attribute(instance, "__next__")):
            if isinstance(method, Function):
                found.append(self.result(self.context_of(method, Arguments())))
        self._busy.discard(("iterated", instance))
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
                found.append(facts if isinstance(node, ast.Yield) else self._elements(facts))
        joined = join(found)
        declared = info.node.returns if isinstance(info.node, (ast.FunctionDef, ast.AsyncFunctionDef)) else None
        if not frozenset(f for f in joined if not isinstance(f, Const)) and isinstance(declared, ast.Subscript):
            part = declared.slice.elts[0] if isinstance(declared.slice, ast.Tuple) and declared.slice.elts else declared.slice
            return self.annotation(part, self.default(info).outer or context, f"{info.where}:yield") or joined
        return joined

    def entered(self, node: ast.expr, context: Context) -> Value:
        """What `with node as x` binds x to."""
        return join(self.entered_fact(fact, node, context) for fact in self.of(node, context))

    def entered_fact(self, fact: Fact, node: ast.AST, context: Context) -> Value:
        match fact:
            case Instance():
                given = self._method_result(fact, "__enter__", [], node, context)
                return given
            case Suspended(inner):
                return self.yielded(inner)
            case Object():
                return self._entered_object(fact)
            case Lock():
                return value(Object("builtins.bool"))
        return value(fact)

    @staticmethod
    def _entered_object(fact: Object) -> Value:
        given = catalogue.RESULTS.get(f"{fact.type}.__enter__")
        return value(Object(given)) if given else value(fact)


def _worth_passing(facts: Value) -> Value:
    """What changes how a function behaves towards locks, of what a parameter is bound to."""
    return frozenset(
        fact
        for fact in facts
        if not isinstance(fact, (View, Suspended))
        and not (isinstance(fact, Const) and not _is_timeout(fact))
        and not (isinstance(fact, Object) and fact.type in (*_SAME, "?"))
        and not (isinstance(fact, Container) and not fact.home and not fact.elements)
    )


def _is_timeout(fact: Const) -> bool:
    return fact.value is None or isinstance(fact.value, bool) or (isinstance(fact.value, (int, float)) and fact.value <= 0)


def _is_external_call(fact: Fact) -> bool:
    match fact:
        case External(name):
            return catalogue.operation(catalogue.canonical(name)) is not None
        case Bound(Object(type_name), name):
            return catalogue.operation(f"{type_name}.{name}") is not None
    return False


def _unwrapped(fact: Fact) -> Fact:
    return fact.callable if isinstance(fact, Passed) and fact.by_decorator else fact


def _is_global(lock: Lock) -> bool:
    return lock.owner.startswith("=")


def _at_home(facts: Value, name: str, home: str) -> Value:
    """Facts that a module or class keeps under *name* for everybody."""
    found: set[Fact] = set()
    for fact in facts:
        match fact:
            case Lock():
                found.add(replace(fact, name=fact.name if "." in fact.name else name, owner=fact.owner or home))
            case Container(kind, elements, "", keys):
                found.add(Container(kind, elements, home, keys))
            case Instance(info, origin, exact) if not origin.startswith("="):
                found.add(Instance(info, _short(home), exact))
            case _:
                found.add(fact)
    return frozenset(found)


def _owned(facts: Value, owner: str, suffix: str) -> Value:
    """Facts of which there is one for each key or turn."""
    found: set[Fact] = set()
    for fact in facts:
        match fact:
            case Lock() if not fact.owner or "[" not in fact.owner:
                found.add(replace(fact, owner=_short(f"{fact.owner}{owner}"), per_instance=True))
            case Instance(info, origin, exact) if not origin.startswith("=") or "[" not in origin:
                found.add(Instance(info, _short(f"{owner}{suffix}"), exact))
            case Container(kind, elements, "", keys):
                found.add(Container(kind, elements, owner, keys) if not owner.startswith(("[", "each")) else fact)
            case _:
                found.add(fact)
    return frozenset(found)


def _home_of(facts: Value) -> str:
    return next((fact.home for fact in ordered(facts) if isinstance(fact, (Container, View)) and fact.home), "")


def _callable_in(facts: Value) -> Fact | None:
    return next((fact for fact in ordered(facts) if isinstance(fact, CALLABLE)), None)


def _short(origin: str) -> str:
    return origin if len(origin) <= MAX_ORIGIN else f"{origin[:20]}…{origin[-60:]}"


def _is_field(node: object) -> bool:
    return isinstance(node, ast.Call) and any(keyword.arg in ("default_factory", "factory") for keyword in node.keywords)


def _is_scalar(node: ast.expr) -> bool:
    return isinstance(node, (ast.Constant, ast.Compare, *_SCALARS))
