# corpus: strict not checked
"""The section may be made by a context manager, a decorator, a condition or a stack: what leaves it still leaks."""

import functools
import threading
from contextlib import ExitStack, contextmanager


def synchronized(method):
    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        with self._changed:
            return method(self, *args, **kwargs)

    return wrapper


class Inbox:
    def __init__(self):
        self._changed = threading.Condition()
        self._mails: list[str] = []

    @contextmanager
    def locked(self):
        with self._changed:
            yield

    def add(self, mail: str) -> list[str]:
        with self.locked():
            self._mails.append(mail)
            return self._mails  # expect: LCK009

    @synchronized
    def mails(self) -> list[str]:
        self._mails.sort()
        return self._mails  # expect: LCK009

    @synchronized
    def count(self) -> int:
        return len(self._mails)

    def wait(self) -> list[str]:
        with self._changed:
            while not self._mails:
                self._changed.wait(timeout=1.0)
            return self._mails  # expect: LCK009

    def read(self):
        with ExitStack() as stack:
            stack.enter_context(self._changed)
            for mail in self._mails:
                yield mail  # expect: LCK009

    def read_copies(self):
        with ExitStack() as stack:
            stack.enter_context(self._changed)
            mails = list(self._mails)
        yield from mails
