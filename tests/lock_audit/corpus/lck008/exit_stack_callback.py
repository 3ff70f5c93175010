# corpus: strict not checked
"""A stack that was told to release; and stacks told too late, or without a look at the result."""

import threading
from contextlib import ExitStack

_lock = threading.Lock()
_names: list[str] = []


def _parse(line: str) -> str:
    return line.split(":", 1)[1]


def add(line: str) -> None:
    with ExitStack() as stack:
        if not _lock.acquire(timeout=0.5):
            raise TimeoutError("names")
        stack.callback(_lock.release)
        _names.append(_parse(line))


def add_if_free(line: str) -> bool:
    with ExitStack() as stack:
        if _lock.acquire(blocking=False):
            stack.callback(_lock.release)
            _names.append(_parse(line))
            return True
        return False


def add_late(line: str) -> None:
    with ExitStack() as stack:
        if not _lock.acquire(timeout=0.5):  # expect: LCK008
            raise TimeoutError("names")
        name = _parse(line)
        stack.callback(_lock.release)
        _names.append(name)


def add_blindly(line: str) -> None:
    with ExitStack() as stack:
        _lock.acquire(timeout=0.5)  # expect: LCK008
        stack.callback(_lock.release)
        _names.append(_parse(line))


def add_unbounded(line: str) -> None:
    with ExitStack() as stack:
        _lock.acquire()  # expect: LCK001
        stack.callback(_lock.release)
        _names.append(_parse(line))
