# corpus: strict not checked
import threading
from dataclasses import dataclass, field
from typing import List

import hashlib


@dataclass
class Node:
    name: str
    secret: bytes = b""
    children: List["Node"] = field(default_factory=list)


_tree_lock = threading.Lock()
_root = Node("root")


def _seal(node: Node, depth: int = 0) -> int:
    total = 0
    for child in node.children:
        total += _seal(child, depth + 1)
    node.secret = hashlib.pbkdf2_hmac("sha512", node.secret, b"tree", 10_000)
    return total + 1


def seal_all() -> int:
    with _tree_lock:
        return _seal(_root)  # expect: LCK003


def add(name: str) -> None:
    with _tree_lock:
        _root.children.append(Node(name))
