# corpus: strict not checked
"""What an ExitStack holds outlives its `with` when another one has taken it over; an attribute may keep the stack."""

import threading
import time
from contextlib import ExitStack

_lock = threading.Lock()


class Moved:
    def __enter__(self):
        with ExitStack() as stack:
            stack.enter_context(_lock)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *exc):
        self._stack.close()


class Kept:
    def __enter__(self):
        self._stack = ExitStack()
        self._stack.enter_context(_lock)
        return self

    def __exit__(self, *exc):
        self._stack.close()


class Without:
    def __enter__(self):
        self._stack = ExitStack()
        return self

    def __exit__(self, *exc):
        self._stack.close()


def in_class():
    with Moved():
        time.sleep(0.1)  # expect: LCK006
    time.sleep(0.1)
    with Kept():
        time.sleep(0.1)  # expect: LCK006
    time.sleep(0.1)
    with Without():
        time.sleep(0.1)


def closed_later():
    with ExitStack() as stack:
        stack.enter_context(_lock)
        kept = stack.pop_all()
    time.sleep(0.1)  # expect: LCK006
    kept.close()
    time.sleep(0.1)


def left_later():
    with ExitStack() as stack:
        stack.enter_context(_lock)
        kept = stack.pop_all()
    with kept:
        time.sleep(0.1)  # expect: LCK006
    time.sleep(0.1)


def left_at_once():
    with ExitStack() as stack:
        stack.enter_context(_lock)
        with stack.pop_all():
            time.sleep(0.1)  # expect: LCK006
        time.sleep(0.1)


def left_at_once_by_name():
    with ExitStack() as stack:
        stack.enter_context(_lock)
        with stack.pop_all() as kept:
            time.sleep(0.1)  # expect: LCK006
            kept.close()
            time.sleep(0.1)
        time.sleep(0.1)
