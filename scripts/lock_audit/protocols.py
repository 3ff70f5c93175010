"""Which methods of objects the language itself calls: for operators, and in its built-in functions."""

from __future__ import annotations

import ast

# The methods that a built-in function calls of its first argument: the first of them that there is.
TEXT_METHODS = ("__str__", "__repr__")
PROTOCOLS = {
    f"builtins.{name}": methods
    for name, methods in {
        "len": ("__len__",),
        "bool": ("__bool__", "__len__"),
        "str": TEXT_METHODS,
        "repr": ("__repr__",),
        "format": ("__format__", *TEXT_METHODS),
        "hash": ("__hash__",),
        "int": ("__int__", "__index__"),
        "float": ("__float__", "__index__"),
        "abs": ("__abs__",),
        "round": ("__round__",),
        "iter": ("__iter__",),
        "reversed": ("__reversed__",),
    }.items()
}
# The methods of its operands that an operator calls are __add__ and, of the right one, __radd__.
OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.MatMult: "matmul",
    ast.Div: "truediv",
    ast.FloorDiv: "floordiv",
    ast.Mod: "mod",
    ast.Pow: "pow",
    ast.LShift: "lshift",
    ast.RShift: "rshift",
    ast.BitOr: "or",
    ast.BitXor: "xor",
    ast.BitAnd: "and",
}
COMPARISONS: dict[type[ast.AST], tuple[str, ...]] = {
    ast.Eq: ("__eq__",),
    ast.NotEq: ("__ne__", "__eq__"),
    ast.Lt: ("__lt__",),
    ast.LtE: ("__le__",),
    ast.Gt: ("__gt__",),
    ast.GtE: ("__ge__",),
}
