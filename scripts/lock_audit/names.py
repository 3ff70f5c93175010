"""What names mean: variables, parameters, imports."""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

from lock_audit import catalogue
from lock_audit.contexts import Context
from lock_audit.origins import at_home
from lock_audit.project import Binding, ClassInfo, FunctionInfo, Import, ModuleInfo
from lock_audit.values import (
    UNKNOWN,
    Arguments,
    Class,
    Container,
    External,
    Function,
    Instance,
    Lock,
    Module,
    Object,
    Passed,
    Returns,
    Value,
    join,
    value,
    without_constants,
)

if TYPE_CHECKING:
    from lock_audit.facts import Facts

_BUILTINS = frozenset(dir(builtins))


class Names:
    """Looks names up, and joins what their bindings give."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def lookup(self, name: str, context: Context) -> Value:
        current: Context | None = context
        while current is not None:
            function = current.function
            if (
                name in function.bindings
                and name not in function.outside
                and (function.kind != "class" or current is context)
            ):
                found = self.in_scope(name, current)
                if any(binding.kind != "comprehended" for binding in function.bindings[name]) or current.outer is None:
                    return found
                # Only inside comprehensions is it this variable; elsewhere in the function, that of the scope around.
                return join([found, self.lookup(name, current.outer)])
            current = current.outer
        module = context.function.module
        if found := self._starred(module, name):
            return found
        if name in _BUILTINS:
            return value(External(f"builtins.{name}"))
        if name.startswith("__"):
            return value(Object("builtins.str"))
        for statement in module.star_imports:
            if self._facts.project.imported(statement, module) is None:
                return value(External(f"{statement.module}.{name}"))
        return UNKNOWN

    def in_scope(self, name: str, context: Context) -> Value:
        if (known := context.names.get(name)) is not None:
            return known
        key = (context, name)
        if key in self._facts.busy:
            return UNKNOWN
        self._facts.busy.add(key)
        function = context.function
        facts = []
        for binding in function.bindings[name]:
            where = context if binding.function is function else self._facts.contexts.default(binding.function)
            facts.append(self.bound(binding, where))
        self._facts.busy.discard(key)
        found = join(facts)
        if function.kind == "module":
            found = at_home(found, f"{function.module.name}.{name}", f"={function.module.file.path}:{name}")
        elif function.kind == "class":
            found = at_home(found, f"{function.qualname}.{name}", f"={function.where}.{name}")
        else:
            found = frozenset(fact.named(name) if isinstance(fact, Lock) else fact for fact in found)
        context.names[name] = found
        return found

    def bound(self, binding: Binding, context: Context) -> Value:
        """What one binding gives to its name."""
        facts = self._facts
        match binding:
            case Binding("assigned", _, ast.expr() as node, path):
                return self._at_path(node, path, context)
            case Binding("iterated" | "comprehended", _, ast.expr() as node, path):
                return _inside(facts.elements_of(node, context), path)
            case Binding("entered", _, ast.expr() as node, path):
                return _inside(facts.entered(node, context), path)
            case Binding("annotated", _, ast.expr() as node):
                return facts.annotations.of(node, context, f"{context.function.where}:{node.lineno}:{node.col_offset}")
            case Binding("function", _, FunctionInfo() as info):
                return facts.function_value(info, context)
            case Binding("class", _, ClassInfo() as info):
                return value(Class(info))
            case Binding("import", function, Import() as statement):
                return self._import(statement, function.module)
            case Binding("parameter", _, ast.arg() as parameter):
                return self._parameter(parameter, context)
        return UNKNOWN

    def _at_path(self, node: ast.expr, path: tuple[int, ...], context: Context) -> Value:
        if path and isinstance(node, (ast.Tuple, ast.List)):
            position, *rest = path
            if 0 <= position < len(node.elts):
                return self._at_path(node.elts[position], tuple(rest), context)
            return UNKNOWN
        return _inside(self._facts.of(node, context), path)

    def _parameter(self, node: ast.arg, context: Context) -> Value:
        if node.arg in context.bindings:
            return context.bindings[node.arg]
        info = context.function
        arguments = info.arguments
        if arguments is not None and node in (arguments.vararg, arguments.kwarg):
            return value(Arguments(is_open=True))
        found = UNKNOWN
        if info.cls is not None and info.positional and node is info.positional[0]:
            flavours = self._facts.classes.flavours(info)
            if "classmethod" in flavours or info.name == "__new__" or info.name == "__init_subclass__":
                return value(Class(info.cls))
            if "staticmethod" not in flavours:
                return value(Instance(info.cls, "self"))
        if node.annotation is not None:
            found = self._facts.annotations.of(
                node.annotation, self._facts.contexts.outside(info), f"{info.where}:{node.arg}"
            )
            found = frozenset(fact.named(node.arg) if isinstance(fact, Lock) else fact for fact in found)
        if info.name == "__init__" and info.cls is not None and not any(isinstance(f, Instance) for f in found):
            given = self._given_to_constructor(info, info.cls, node)
            if given:
                return given if not found else join([given, found - {f for f in found if isinstance(f, Lock)}])
        default = info.default_of(node)
        if default is not None and all(isinstance(fact, Returns) for fact in found):
            usual = self._facts.of(default, self._facts.contexts.outside(info))
            # A number or flag that stands for "nothing was said" tells nothing about what callers say.
            found = without_constants(usual) or found
        if not found:
            found = self._tested_types(node.arg, context)
        return found

    def _tested_types(self, name: str, context: Context) -> Value:
        """What `isinstance` asks of a name nothing else is known of: it is one of these, if it is anything."""
        facts = []
        for types in context.function.tested_types.get(name, ()):
            for part in types.elts if isinstance(types, ast.Tuple) else [types]:
                facts.append(self._facts.annotations.of(part, context, f"{context.function.where}:{name}"))
        return join(facts)

    def _given_to_constructor(self, info: FunctionInfo, cls: ClassInfo, parameter: ast.arg) -> Value:
        """What calls of *cls* by its name give for *parameter*."""
        positional = info.positional
        index = positional.index(parameter) - 1 if parameter in positional else None
        facts: list[Value] = []
        for call, caller in self._facts.project.calls_by_name.get(cls.name, ()):
            given = next((keyword.value for keyword in call.keywords if keyword.arg == parameter.arg), None)
            if given is None and index is not None and index < len(call.args):
                given = call.args[index]
            if given is None or isinstance(given, ast.Starred):
                continue
            context = self._facts.contexts.default(caller)
            if any(isinstance(fact, Class) and fact.info is cls for fact in self._facts.of(call.func, context)):
                facts.append(without_constants(self._facts.of(given, context)))
        if index == 0:
            for decorator, function in self._facts.project.decorated_by_name.get(cls.name, ()):
                if function.parent is not None and function.cls is None:
                    outer = self._facts.contexts.default(function.parent)
                    if any(isinstance(fact, Class) and fact.info is cls for fact in self._facts.of(decorator, outer)):
                        site = self._facts.site(decorator, outer)
                        facts.append(value(Passed(Function(function), site, by_decorator=True)))
        return join(facts)

    def _import(self, statement: Import, importer: ModuleInfo) -> Value:
        if statement.name is None:
            return self._module(statement.module, importer)
        source = self._facts.project.imported(statement, importer)
        if source is importer and (inner := self._facts.project.submodule(importer, statement.name)) is not None:
            return value(Module(inner.file.path))
        if source is not None:
            return self.module_attribute(source, statement.name)
        if (module := self._facts.project.relative_submodule(statement, importer)) is not None:
            return value(Module(module.file.path))
        return value(External(f"{statement.module}.{statement.name}")) if not statement.level else UNKNOWN

    def _module(self, name: str, importer: ModuleInfo) -> Value:
        module = self._facts.project.named(name, importer)
        return value(Module(module.file.path if module is not None else name))

    def module_attribute(self, module: ModuleInfo, name: str) -> Value:
        full = f"{module.name}.{name}"
        if full in catalogue.KNOWN:
            return value(External(full))
        context = self._facts.contexts.default(module.body)
        if name in module.body.bindings:
            return self.in_scope(name, context)
        if (inner := self._facts.project.submodule(module, name)) is not None:
            return value(Module(inner.file.path))
        return self._starred(module, name)

    def _starred(self, module: ModuleInfo, name: str) -> Value:
        """What *name* is by an `import *` of *module*; the last one wins."""
        key = (module, name, "star")
        if not module.star_imports or key in self._facts.busy:
            return UNKNOWN
        self._facts.busy.add(key)
        found = UNKNOWN
        for statement in reversed(module.star_imports):
            source = self._facts.project.imported(statement, module)
            if source is not None and _exports(source, name):
                found = self.module_attribute(source, name)
            if found:
                break
        self._facts.busy.discard(key)
        return found


def _inside(found: Value, path: tuple[int, ...]) -> Value:
    """What an unpacking takes out of *found*, at these positions in nested targets."""
    for position in path:
        found = _part(found, position)
    return found


def _part(facts: Value, position: int) -> Value:
    parts = []
    for fact in facts:
        match fact:
            case Container(_, elements, _, keys):
                known = [found for key, found in keys if key == position]
                parts.append(known[0] if known else elements)
            case Arguments(positional):
                parts.append(positional[position] if 0 <= position < len(positional) else UNKNOWN)
    return join(parts)


def _exports(module: ModuleInfo, name: str) -> bool:
    listed = [
        item.value
        for binding in module.body.bindings.get("__all__", ())
        if binding.kind == "assigned" and isinstance(binding.node, (ast.List, ast.Tuple))
        for item in binding.node.elts
        if isinstance(item, ast.Constant)
    ]
    return name in listed if listed else not name.startswith("_")
