"""What the attributes of modules, classes and objects are."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from lock_audit import catalogue
from lock_audit.contexts import Context
from lock_audit.origins import at_home, short
from lock_audit.project import Binding, ClassInfo, FunctionInfo
from lock_audit.values import (
    UNKNOWN,
    Arguments,
    Bound,
    Class,
    Container,
    External,
    Fact,
    Function,
    Guarded,
    Instance,
    Lock,
    Module,
    Object,
    Passed,
    Returns,
    Super,
    Value,
    join,
    ordered,
    value,
)

if TYPE_CHECKING:
    from lock_audit.facts import Facts

MAX_IMPLEMENTERS = 6  # of a protocol
_SCALARS = (ast.Constant, ast.JoinedStr, ast.Compare, ast.FormattedValue)


class Attributes:
    """Finds attributes, by type where that is known, and by name where one class alone has such a one."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._attributes: dict[tuple[object, ...], Value] = {}

    def of_node(self, node: ast.Attribute, context: Context) -> Value:
        owner, name = node.value, node.attr
        owners = self._facts.of(owner, context)
        if not owners:
            return self._of_unknown(_origin(owner, context), name) if not isinstance(owner, _SCALARS) else UNKNOWN
        found = join(self.of(fact, name) for fact in ordered(owners))
        if not found and all(isinstance(fact, (Guarded, Returns)) for fact in owners):
            found = self._of_unknown(ast.unparse(owner), name)
        return found

    def _of_unknown(self, origin: str, name: str) -> Value:
        """An attribute of something of unknown type: known if exactly one class has it."""
        project = self._facts.project
        classes = self._implementers(project.methods, name) or self._implementers(project.attributes, name)
        if len(classes) != 1:
            return UNKNOWN
        return self.of(Instance(classes[0], short(f"?{origin}")), name)

    def _implementers(self, index: dict[str, list[ClassInfo]], name: str) -> list[ClassInfo]:
        return [info for info in index.get(name, ()) if not self._facts.classes.is_protocol(info)]

    def of(self, fact: Fact, name: str) -> Value:
        match fact:
            case Module(path):
                module = self._facts.project.by_path.get(path)
                if module is not None:
                    return self._facts.names.module_attribute(module, name)
                inner = self._facts.project.named(f"{path}.{name}", self._facts.project.modules[0])
                if inner is not None:
                    return value(Module(inner.file.path))
                return value(External(f"{path}.{name}"))
            case External(full):
                return value(External(f"{full}.{name}"))
            case Instance():
                return self.of_instance(fact, name)
            case Class(info):
                return self._class_attribute(info, name, fact)
            case Super(info, receiver):
                return self._super_attribute(info, receiver, name)
            case Passed(inner):
                return self.of(inner, name)
            case Guarded(path):
                unique = self._of_unknown(path or "storage", name)
                return unique or value(Guarded(f"{path}.{name}"))
            case Object(type_name):
                if type_name == "?" or (name == "parent" and catalogue.RESULTS.get(f"{type_name}.parent") == type_name):
                    return value(Object(type_name))
            case Bound(Object() | Bound(), _):
                return value(Object("?"))
            case Returns():
                return UNKNOWN
        return value(Bound(fact, name))

    def of_instance(self, instance: Instance, name: str) -> Value:
        key = (instance, name)
        if (known := self._attributes.get(key)) is not None:
            return known
        if key in self._facts.busy:
            return UNKNOWN
        self._facts.busy.add(key)
        found = self._find_instance_attribute(instance, name)
        self._facts.busy.discard(key)
        self._attributes[key] = found
        return found

    def _find_instance_attribute(self, instance: Instance, name: str) -> Value:
        if self._facts.classes.is_protocol(instance.info):
            if implementers := self._implementers(self._facts.project.methods, name)[:MAX_IMPLEMENTERS]:
                return join(self.of(Instance(info, instance.origin), name) for info in implementers)
            return self._own_attribute(instance, instance.info, name)
        found: list[Value] = []
        external: str | None = None
        for base in self._facts.classes.line_of(instance.info):
            if isinstance(base, str):
                external = external or base
                continue
            own = self._own_attribute(instance, base, name)
            if own:
                found.append(own)
                if name in base.body.bindings and any(b.kind == "function" for b in base.body.bindings[name]):
                    break
        if not instance.exact:
            for child in self._facts.classes.descendants(instance.info):
                if name in child.body.bindings or (not found and name in child.attributes):
                    found.append(self._own_attribute(Instance(child, instance.origin), child, name))
        joined = join(found)
        if not joined and external is not None:
            return value(Bound(Object(catalogue.canonical(external)), name))
        if not joined and name == "__class__":
            return value(Class(instance.info))
        return joined

    def _own_attribute(self, instance: Instance, info: ClassInfo, name: str) -> Value:
        """What *info* itself says about the attribute of *instance*."""
        data = join(map(self._bound, info.attributes.get(name, ())))
        # A callable given to the constructor is called later, by whoever has the object: no section of its own.
        if not any(isinstance(fact, Passed) and fact.by_decorator for fact in data):
            data = frozenset(fact for fact in data if not isinstance(fact, Passed))
        result = [_in_instance(data, instance, info, name)]
        for binding in info.body.bindings.get(name, ()):
            if isinstance(binding.node, FunctionInfo):
                where = self._facts.contexts.default(binding.function)
                result.append(self._bound_method(binding.node, instance, where))
            elif binding.kind == "annotated" or _is_field(binding.node):  # made for each instance
                result.append(_in_instance(self._bound(binding), instance, info, name))
            else:
                shared = at_home(self._bound(binding), f"{info.qualname}.{name}", f"={info.where}.{name}")
                result.append(frozenset(_as_method(fact, instance) for fact in shared))
        joined = join(result)
        real = frozenset(f for f in joined if not (isinstance(f, Lock) and f.is_annotated))
        if any(isinstance(fact, Lock) for fact in real):
            return real  # made somewhere: the annotation adds nothing
        exact = {fact.info for fact in joined if isinstance(fact, Instance) and fact.exact}
        return frozenset(f for f in joined if not (isinstance(f, Instance) and not f.exact and f.info in exact))

    def _bound(self, binding: Binding) -> Value:
        return self._facts.names.bound(binding, self._facts.contexts.default(binding.function))

    def _bound_method(self, info: FunctionInfo, instance: Instance, context: Context) -> Value:
        flavours = self._facts.classes.flavours(info)
        facts = self._facts.function_value(info, context)
        if "staticmethod" in flavours:
            return facts
        receiver: Fact = Class(instance.info) if "classmethod" in flavours else instance
        bound = frozenset(
            Function(fact.info, receiver, fact.outer) if isinstance(fact, Function) and fact.receiver is None else fact
            for fact in facts
        )
        if "property" in flavours:
            return join(self._facts.call(fact, Arguments(), info.node, context) for fact in ordered(frozenset(bound)))
        return bound

    def property_calls(self, node: ast.Attribute, context: Context) -> list[Function]:
        """The functions that reading the attribute runs."""
        classes = self._facts.classes
        found = []
        for fact in ordered(self._facts.of(node.value, context)):
            receiver = fact.receiver if isinstance(fact, Super) else fact
            if not isinstance(receiver, Instance):
                continue
            line = [base for base in classes.line_of(receiver.info) if isinstance(base, ClassInfo)]
            candidates = [base for base in line if base.method(node.attr)][:1]
            if not receiver.exact:
                candidates += [child for child in classes.descendants(receiver.info) if child.method(node.attr)]
            for base in candidates:
                for binding in base.body.bindings[node.attr]:
                    info = binding.node
                    if isinstance(info, FunctionInfo) and "property" in classes.flavours(info):
                        is_setter = len(info.positional) > 1
                        if is_setter == isinstance(node.ctx, ast.Store):
                            found.append(Function(info, receiver, None))
        return found

    def _class_attribute(self, info: ClassInfo, name: str, fact: Class) -> Value:
        for base in self._facts.classes.line_of(info):
            if isinstance(base, str) or name not in base.body.bindings:
                continue
            found = []
            for binding in base.body.bindings[name]:
                facts = self._bound(binding)
                method = binding.node
                if isinstance(method, FunctionInfo) and "classmethod" in self._facts.classes.flavours(method):
                    facts = frozenset(Function(f.info, fact, f.outer) if isinstance(f, Function) else f for f in facts)
                found.append(at_home(facts, f"{base.qualname}.{name}", f"={base.where}.{name}"))
            return join(found)
        if name == "__name__":
            return value(Object("builtins.str"))
        return UNKNOWN

    def _super_attribute(self, info: ClassInfo, receiver: Fact, name: str) -> Value:
        if not isinstance(receiver, (Instance, Class)):
            return UNKNOWN
        line = self._facts.classes.line_of(receiver.info)
        after = line[line.index(info) + 1 :] if info in line else self._facts.classes.line_of(info)[1:]
        for base in after:
            if isinstance(base, str):
                return value(Bound(Object(catalogue.canonical(base)), name))
            if name in base.body.bindings:
                if isinstance(receiver, Instance):
                    return self._own_attribute(receiver, base, name)
                return self._class_attribute(base, name, receiver)
        return UNKNOWN


def _is_field(node: object) -> bool:
    return isinstance(node, ast.Call) and any(
        keyword.arg in ("default_factory", "factory") for keyword in node.keywords
    )


def _origin(node: ast.expr, context: Context) -> str:
    """How the code reaches *node*; what a loop runs through is another object in each turn."""
    root = node
    while isinstance(root, (ast.Attribute, ast.Subscript)):
        root = root.value
    bindings = context.function.bindings.get(root.id, ()) if isinstance(root, ast.Name) else ()
    each = "each of " if any(binding.kind in ("iterated", "comprehended") for binding in bindings) else ""
    return f"{each}{ast.unparse(node)}"


def _in_instance(facts: Value, instance: Instance, info: ClassInfo, name: str) -> Value:
    """Facts that an object keeps under *name* for itself."""
    origin = short(f"{instance.origin}.{name}")
    found: set[Fact] = set()
    for fact in facts:
        match fact:
            case Lock():
                lock = fact if "." in fact.name else replace(fact, name=f"{info.qualname}.{name}")
                if not lock.owner:
                    lock = replace(lock, owner=instance.origin)
                elif lock.owner == "self" or lock.owner.startswith("self."):  # another attribute of the same object
                    lock = replace(lock, owner=short(f"{instance.origin}{lock.owner[4:]}"))
                found.add(lock)
            case Instance(inner, known, exact) if not known.startswith("="):
                found.add(Instance(inner, origin, exact))
            case Container(kind, elements, _, keys) if not fact.home:
                found.add(Container(kind, elements, origin, keys))
            case _:
                found.add(fact)
    return frozenset(found)


def _as_method(fact: Fact, instance: Instance) -> Fact:
    """A function that is an attribute of a class becomes a method."""
    match fact:
        case Function(info, None, outer) if info.kind in ("function", "lambda"):
            return Function(info, instance, outer)
        case Passed(Function(info, None, outer), site, by_decorator):
            return Passed(Function(info, instance, outer), site, by_decorator)
    return fact
