# corpus: strict not checked
"""Writes suppressions into other people's files; its own strings are no comments."""

import threading
from pathlib import Path

_lock = threading.Lock()
_written: dict[str, int] = {}


def suppress(path: Path, line: int, rule: str, reason: str) -> None:
    lines = path.read_text().splitlines()
    lines[line - 1] += f"  # lock-audit: allow {rule} -- {reason}"
    path.write_text("\n".join(lines) + "\n")
    with _lock:
        _written[str(path)] = _written.get(str(path), 0) + 1


def bare(line: str) -> bool:
    return line.rstrip().endswith(("# lock-audit: allow LCK003", "# lock-audit: allow LCK004 --"))


def count(path: Path) -> int:
    with _lock:
        return _written.get(str(path), 0)
