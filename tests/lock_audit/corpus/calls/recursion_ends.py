# corpus: strict not checked
"""A function that calls itself, and two that call each other, with and without slow work."""
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Node:
    name: str
    children: list["Node"] = field(default_factory=list)


_lock = threading.Lock()
_order: list[str] = []


def _visit(node: Node) -> None:
    _order.append(node.name)
    for child in node.children:
        _visit(child)


def _visit_politely(node: Node) -> None:
    for child in node.children:
        _visit_politely(child)
    time.sleep(0.01)


def _even(n: int) -> bool:
    return n == 0 or _odd(n - 1)


def _odd(n: int) -> bool:
    return n != 0 and _even(n - 1)


def _ping(n: int) -> None:
    if n:
        _pong(n - 1)


def _pong(n: int) -> None:
    time.sleep(0.1)
    _ping(n)


def walk(root: Node) -> int:
    with _lock:
        _visit(root)
        return len(_order)


def walk_politely(root: Node) -> None:
    with _lock:
        _visit_politely(root)  # expect: LCK006 via _visit_politely -> time.sleep


def count(n: int) -> None:
    with _lock:
        if _even(n):
            _order.append("even")
        _ping(n)  # expect: LCK006 via _ping -> _pong -> time.sleep
