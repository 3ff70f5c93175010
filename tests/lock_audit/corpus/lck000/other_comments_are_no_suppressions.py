# corpus: strict not checked
"""Comments about locks that are not addressed to the auditor."""

import threading

_lock = threading.Lock()  # guards _names
_names: set[str] = set()


def add(name: str) -> None:
    # The lock audit allows this: memory only.
    with _lock:  # leaf lock, see LCK007
        _names.add(name)  # noqa: LCK003


def drop(name: str) -> None:  # type: ignore[no-untyped-def]
    with _lock:
        _names.discard(name)  # LCK004 does not apply -- memory only
