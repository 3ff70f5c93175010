# corpus: strict not checked
import hashlib
import threading

import bcrypt


class Node:
    def __init__(self, text: bytes, children: list["Node"]) -> None:
        self.text = text
        self.children = children


_lock = threading.Lock()
_sums: dict[bytes, bytes] = {}


def seal(node: Node) -> None:
    with _lock:
        _sums[node.text] = _slow_sum(node)  # expect: LCK003 via _slow_sum -> bcrypt.hashpw


def fingerprint(node: Node) -> None:
    with _lock:
        _sums[node.text] = _quick_sum(node)


def _slow_sum(node: Node) -> bytes:
    inner = b"".join(_slow_sum(child) for child in node.children)
    return bcrypt.hashpw(node.text + inner, b"$2b$12$0000")


def _quick_sum(node: Node) -> bytes:
    return hashlib.sha256(b"".join(_even(child) for child in node.children)).digest()


def _even(node: Node) -> bytes:
    return _odd(node.children[0]) if node.children else node.text


def _odd(node: Node) -> bytes:
    return _even(node.children[-1]) if node.children else _quick_sum(node)
