# corpus: strict not checked
"""`with` and `enter_context` release by themselves, also across returns, raises and several locks in turn."""

import threading
from contextlib import ExitStack, closing


class Basket:
    def __init__(self):
        self._lock = threading.Lock()
        self._changed = threading.Condition()
        self._fruits: dict[str, int] = {}

    def add(self, fruit: str) -> int:
        with self._lock:
            if fruit in self._fruits:
                return self._fruits[fruit]
            self._fruits[fruit] = 1
        with self._changed:
            self._changed.notify_all()
        return 1

    def remove(self, fruit: str) -> None:
        with self._lock:
            if fruit not in self._fruits:
                raise KeyError(fruit)
            del self._fruits[fruit]

    def wait(self) -> bool:
        with self._changed:
            return self._changed.wait(timeout=1.0)

    def fill(self, source, wanted: int) -> int:
        with ExitStack() as stack:
            fruits = stack.enter_context(closing(source))
            names = [name for name in fruits if name]
            stack.enter_context(self._lock)
            for name in names[:wanted]:
                self._fruits[name] = self._fruits.get(name, 0) + 1
            return len(self._fruits)
