"""The index of the analysed files: modules, classes, functions, what binds each name, and what imports what.

Nothing is evaluated here; a *binding* keeps the piece of syntax that a name gets its value from.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from lock_audit.source import SourceFile

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef | ast.Module


class Binding(NamedTuple):
    """One way in which a name or attribute gets a value.

    *kind* says what *node* is: assigned, iterated, comprehended, entered and annotated are expressions, parameter an
    `ast.arg`, function and class what is defined, import an `Import`, unknown nothing. *path* are the positions in
    nested targets.
    """

    kind: str
    function: FunctionInfo
    node: object
    path: tuple[int, ...] = ()


class Import(NamedTuple):
    """`import module` (*name* None) or `from module import name`, *level* dots up."""

    module: str
    name: str | None
    level: int


@dataclass(eq=False)
class FunctionInfo:
    """A function or lambda, or, as functions that run once, the body of a module or class; *kind* says which."""

    module: ModuleInfo
    node: FunctionNode
    kind: str
    name: str
    qualname: str
    parent: FunctionInfo | None
    cls: ClassInfo | None = None
    bindings: dict[str, list[Binding]] = field(default_factory=lambda: defaultdict(list))
    outside: set[str] = field(default_factory=set)  # names declared global or nonlocal
    nested: list[FunctionInfo] = field(default_factory=list)
    returns: list[ast.expr] = field(default_factory=list)
    yields: list[ast.Yield | ast.YieldFrom] = field(default_factory=list)
    attributes: set[str] = field(default_factory=set)  # every `.name` in the body
    # By isinstance, for each name.
    tested_types: dict[str, list[ast.expr]] = field(default_factory=lambda: defaultdict(list))

    @property
    def line(self) -> int:
        return getattr(self.node, "lineno", 1)

    @property
    def where(self) -> str:
        line, column = getattr(self.node, "lineno", 0), getattr(self.node, "col_offset", 0)
        return f"{self.module.file.path}:{line}:{column}:{self.qualname}"

    def contains(self, path: str, line: int, qualname: str) -> bool:
        """Whether code at *line* of *path*, in a function called *qualname*, is this one's: lambdas share a name."""
        begin, end = getattr(self.node, "lineno", 1), getattr(self.node, "end_lineno", line)
        return (path, qualname) == (self.module.file.path, self.qualname) and begin <= line <= end

    @property
    def is_async(self) -> bool:
        return isinstance(self.node, ast.AsyncFunctionDef)

    @property
    def is_generator(self) -> bool:
        return bool(self.yields) and self.kind in ("function", "lambda")

    @property
    def body(self) -> list[ast.stmt]:
        if isinstance(self.node, ast.Lambda):
            return [ast.copy_location(ast.Return(self.node.body), self.node.body)]
        return self.node.body

    @property
    def decorators(self) -> list[ast.expr]:
        return self.node.decorator_list if isinstance(self.node, (ast.FunctionDef, ast.AsyncFunctionDef)) else []

    @property
    def arguments(self) -> ast.arguments | None:
        return self.node.args if isinstance(self.node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) else None

    @property
    def positional(self) -> list[ast.arg]:
        arguments = self.arguments
        return [*arguments.posonlyargs, *arguments.args] if arguments else []

    def default_of(self, parameter: ast.arg) -> ast.expr | None:
        arguments = self.arguments
        if arguments is None:
            return None
        positional = self.positional
        if parameter in positional:
            index = positional.index(parameter) - len(positional) + len(arguments.defaults)
            return arguments.defaults[index] if index >= 0 else None
        if parameter in arguments.kwonlyargs:
            return arguments.kw_defaults[arguments.kwonlyargs.index(parameter)]
        return None


@dataclass(eq=False)
class ClassInfo:
    """A class; *attributes* are those that its methods, or others, set on instances."""

    module: ModuleInfo
    node: ast.ClassDef
    name: str
    qualname: str
    body: FunctionInfo = field(repr=False, default=None)  # type: ignore[assignment]  # made right after
    attributes: dict[str, list[Binding]] = field(default_factory=lambda: defaultdict(list))

    @property
    def where(self) -> str:
        return f"{self.module.file.path}:{self.node.lineno}:{self.qualname}"

    def method(self, name: str) -> FunctionInfo | None:
        for binding in reversed(self.body.bindings.get(name, ())):
            if isinstance(binding.node, FunctionInfo):
                return binding.node
        return None


@dataclass(eq=False)
class ModuleInfo:
    file: SourceFile
    body: FunctionInfo = field(repr=False, default=None)  # type: ignore[assignment]  # made right after
    star_imports: list[Import] = field(default_factory=list)
    calls: list[tuple[ast.Call, FunctionInfo]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.file.module


@dataclass(eq=False)
class Project:
    """All modules, and what is found by name across them."""

    modules: list[ModuleInfo]
    functions: list[FunctionInfo] = field(default_factory=list)
    classes: list[ClassInfo] = field(default_factory=list)
    methods: dict[str, list[ClassInfo]] = field(default_factory=lambda: defaultdict(list))
    attributes: dict[str, list[ClassInfo]] = field(default_factory=lambda: defaultdict(list))
    calls_by_name: dict[str, list[tuple[ast.Call, FunctionInfo]]] = field(default_factory=lambda: defaultdict(list))
    decorated_by_name: dict[str, list[tuple[ast.expr, FunctionInfo]]] = field(default_factory=lambda: defaultdict(list))
    lambdas: dict[ast.Lambda, FunctionInfo] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_path: dict[str, ModuleInfo] = {}
        self._by_file: dict[Path, ModuleInfo] = {}
        self._by_name: dict[str, list[ModuleInfo]] = defaultdict(list)
        for module in self.modules:
            file = module.file
            self.by_path[file.path] = module
            self._by_file[file.directory / Path(file.path).name] = module
            for name in file.modules:
                self._by_name[name].append(module)

    def named(self, name: str, importer: ModuleInfo) -> ModuleInfo | None:
        """The analysed module that `import name` in *importer* means, if it is one."""
        found = self._by_name.get(name, ())
        for module in found:
            if module.file.root == importer.file.root:
                return module
        return found[0] if found else self._below(importer.file.directory, name)

    def imported(self, statement: Import, importer: ModuleInfo) -> ModuleInfo | None:
        """The module that the `from` part of an import names."""
        if not statement.level:
            return self.named(statement.module, importer)
        directory = importer.file.directory
        for _ in range(statement.level - 1):
            directory = directory.parent
        return self._below(directory, statement.module)

    def submodule(self, module: ModuleInfo, name: str) -> ModuleInfo | None:
        return self._below(module.file.directory, name) if module.file.is_package else None

    def relative_submodule(self, statement: Import, importer: ModuleInfo) -> ModuleInfo | None:
        """The module that `from package import module` names where the package is a folder and no more."""
        name = f"{statement.module}.{statement.name}" if statement.module else str(statement.name)
        return self.imported(Import(name, None, statement.level), importer)

    def _below(self, directory: Path, name: str) -> ModuleInfo | None:
        path = directory.joinpath(*name.split(".")) if name else directory
        return self._by_file.get(path / "__init__.py") or self._by_file.get(path.with_name(f"{path.name}.py"))


def indexed(files: Sequence[SourceFile]) -> Project:
    modules = [ModuleInfo(file) for file in files]
    project = Project(modules)
    for module in modules:
        _Indexer(project, module).index()
    for info in project.classes:
        for name, bindings in info.body.bindings.items():
            if any(isinstance(binding.node, FunctionInfo) for binding in bindings):
                project.methods[name].append(info)
        for name in info.attributes.keys() | info.body.bindings.keys():
            project.attributes[name].append(info)
    for module in modules:
        for call, function in module.calls:
            project.calls_by_name[last_name(call.func)].append((call, function))
    for function in project.functions:
        for decorator in function.decorators:
            project.decorated_by_name[last_name(decorator)].append((decorator, function))
    return project


def last_name(node: ast.expr | ast.stmt) -> str:
    """The name at the end of `a.b.name`, "" if it does not end in one."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


class _Indexer:
    """Walks one module."""

    def __init__(self, project: Project, module: ModuleInfo) -> None:
        self._project = project
        self._module = module
        tree = module.file.tree
        module.body = FunctionInfo(module, tree, "module", "<module>", "<module>", None)
        self._function = module.body

    def index(self) -> None:
        self._project.functions.append(self._module.body)
        self._visit_all(self._module.file.tree.body)

    def _visit_all(self, nodes: Sequence[ast.AST]) -> None:
        for node in nodes:
            self._visit(node)

    def _visit(self, node: ast.AST) -> None:
        visit = getattr(self, f"_visit_{type(node).__name__}", None)
        if visit is not None:
            visit(node)
        else:
            self._visit_all(list(ast.iter_child_nodes(node)))

    # --- definitions

    def _qualname(self, name: str) -> str:
        outer = self._function
        if outer.kind == "module":
            return name
        return f"{outer.qualname}.{name}" if outer.kind == "class" else f"{outer.qualname}.<locals>.{name}"

    def _enter(self, info: FunctionInfo, nodes: Sequence[ast.AST]) -> None:
        outer, self._function = self._function, info
        self._project.functions.append(info)
        outer.nested.append(info)
        arguments = info.arguments
        if arguments is not None:
            every = [*info.positional, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
            for argument in every:
                if argument is not None:
                    info.bindings[argument.arg].append(Binding("parameter", info, argument))
        self._visit_all(nodes)
        self._function = outer

    def _visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        arguments = node.args
        self._visit_all([*node.decorator_list, *arguments.defaults, *filter(None, arguments.kw_defaults)])
        outer = self._function
        cls = outer.cls if outer.kind == "class" else None
        info = FunctionInfo(self._module, node, "function", node.name, self._qualname(node.name), outer, cls)
        self._bind(node.name, Binding("function", outer, info))
        self._enter(info, node.body)

    _visit_AsyncFunctionDef = _visit_FunctionDef

    def _visit_Lambda(self, node: ast.Lambda) -> None:
        self._visit_all([*node.args.defaults, *filter(None, node.args.kw_defaults)])
        info = FunctionInfo(self._module, node, "lambda", "<lambda>", self._qualname("<lambda>"), self._function)
        self._project.lambdas[node] = info
        info.returns.append(node.body)
        self._enter(info, [node.body])

    def _visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._visit_all([*node.decorator_list, *node.bases, *(keyword.value for keyword in node.keywords)])
        info = ClassInfo(self._module, node, node.name, self._qualname(node.name))
        self._project.classes.append(info)
        info.body = FunctionInfo(self._module, node, "class", node.name, info.qualname, self._function, info)
        self._bind(node.name, Binding("class", self._function, info))
        self._enter(info.body, node.body)

    # --- bindings

    def _bind(self, name: str, binding: Binding) -> None:
        function = self._function
        if name in function.outside:
            owner = function.parent
            while (
                owner is not None and owner.kind != "module" and (owner.kind == "class" or name not in owner.bindings)
            ):
                owner = owner.parent
            function = owner or self._module.body
        function.bindings[name].append(binding)

    def _bind_target(self, target: ast.expr, kind: str, node: object, path: tuple[int, ...] = ()) -> None:
        match target:
            case ast.Name(id=name):
                self._bind(name, Binding(kind, self._function, node, path))
            case ast.Tuple(elts=targets) | ast.List(elts=targets):
                starred = False
                for position, inner in enumerate(targets):
                    starred = starred or isinstance(inner, ast.Starred)
                    self._bind_target(inner, kind, node, (*path, -1 if starred else position))
            case ast.Starred(value=inner):
                self._bind_target(inner, "unknown", node)
            case ast.Attribute(value=ast.Name(id=owner), attr=attribute):
                self._visit(target)
                self._bind_attribute(owner, attribute, Binding(kind, self._function, node, path))
            case _:
                self._visit(target)

    def _bind_attribute(self, owner: str, attribute: str, binding: Binding) -> None:
        """`self.attribute = …` in a method, also in functions inside it."""
        function: FunctionInfo | None = self._function
        while function is not None and function.kind in ("function", "lambda"):
            positional = function.positional
            if positional and positional[0].arg == owner:
                if function.cls is not None:
                    function.cls.attributes[attribute].append(binding)
                return
            function = function.parent
        if self._function.kind in ("module", "function") and owner in self._module.body.bindings:
            for known in self._module.body.bindings[owner]:
                if isinstance(known.node, ClassInfo):
                    known.node.body.bindings[attribute].append(binding)

    def _visit_Assign(self, node: ast.Assign) -> None:
        self._visit(node.value)
        for target in node.targets:
            self._bind_target(target, "assigned", node.value)

    def _visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._visit(node.annotation)
        if node.value is not None:
            self._visit(node.value)
            self._bind_target(node.target, "assigned", node.value)
        self._bind_target(node.target, "annotated", node.annotation)

    def _visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self._visit(node.value)
        self._bind_target(node.target, "assigned", node.value)

    def _visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self._visit(node.iter)
        self._bind_target(node.target, "iterated", node.iter)
        self._visit_all([*node.body, *node.orelse])

    _visit_AsyncFor = _visit_For

    def _visit_comprehension(self, node: ast.comprehension) -> None:
        self._visit(node.iter)
        self._bind_target(node.target, "comprehended", node.iter)
        self._visit_all(node.ifs)

    def _visit_With(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            self._visit(item.context_expr)
            if item.optional_vars is not None:
                self._bind_target(item.optional_vars, "entered", item.context_expr)
        self._visit_all(node.body)

    _visit_AsyncWith = _visit_With

    def _visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.type is not None:
            self._visit(node.type)
        if node.name:
            self._bind(node.name, Binding("unknown", self._function, None))
        self._visit_all(node.body)

    def _visit_MatchAs(self, node: ast.MatchAs) -> None:
        if node.name:
            self._bind(node.name, Binding("unknown", self._function, None))
        if node.pattern is not None:
            self._visit(node.pattern)

    def _visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self._bind(node.rest, Binding("unknown", self._function, None))
        self._visit_all([*node.keys, *node.patterns])

    def _visit_MatchStar(self, node: ast.MatchStar) -> None:
        if node.name:
            self._bind(node.name, Binding("unknown", self._function, None))

    def _visit_Global(self, node: ast.Global | ast.Nonlocal) -> None:
        if self._function.kind != "module":  # there, it says nothing
            self._function.outside.update(node.names)

    _visit_Nonlocal = _visit_Global

    def _visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            name = alias.name if alias.asname else alias.name.partition(".")[0]
            self._bind(alias.asname or name, Binding("import", self._function, Import(name, None, 0)))

    def _visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            statement = Import(node.module or "", alias.name, node.level)
            if alias.name == "*":
                self._module.star_imports.append(statement)
            else:
                self._bind(alias.asname or alias.name, Binding("import", self._function, statement))

    # --- what the body contains

    def _visit_Call(self, node: ast.Call) -> None:
        self._module.calls.append((node, self._function))
        match node:
            case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name(id=name), types]):
                self._function.tested_types[name].append(types)
        self._visit_all(list(ast.iter_child_nodes(node)))

    def _visit_Attribute(self, node: ast.Attribute) -> None:
        self._function.attributes.add(node.attr)
        self._visit(node.value)

    def _visit_Return(self, node: ast.Return) -> None:
        if node.value is not None:
            self._function.returns.append(node.value)
            self._visit(node.value)

    def _visit_Yield(self, node: ast.Yield | ast.YieldFrom) -> None:
        self._function.yields.append(node)
        if node.value is not None:
            self._visit(node.value)

    _visit_YieldFrom = _visit_Yield

    def _visit_Constant(self, node: ast.Constant) -> None:
        """Constants hold nothing."""

    def _visit_Name(self, node: ast.Name) -> None:
        """Names are looked up when they are asked for."""


def own_nodes(function: FunctionInfo) -> Iterator[ast.AST]:
    """Every node of a function's body, without those of the functions and classes inside it, in source order."""
    stack: list[ast.AST] = list(reversed(function.body))
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            inner: list[ast.AST] = [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]
        elif isinstance(node, ast.Lambda):
            inner = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
        elif isinstance(node, ast.ClassDef):
            inner = [*node.decorator_list, *node.bases]
        else:
            inner = list(ast.iter_child_nodes(node))
        stack.extend(reversed(inner))
