# corpus: strict not checked
"""The stack keeps the lock until it closes, not until the line after `enter_context`."""

import threading
import time
from contextlib import ExitStack
from pathlib import Path


class Vault:
    def __init__(self, root: Path):
        self._lock = threading.Lock()
        self._root = root
        self._opened = 0

    def open_box(self, name: str, shared: bool) -> str:
        with ExitStack() as stack:
            path = self._root / name
            before = path.read_text()
            stack.enter_context(self._lock)
            self._opened += 1
            text = path.read_text()  # expect: LCK006
        after = path.read_text()
        return before + text + after

    def count(self) -> int:
        with ExitStack() as stack:
            time.sleep(0.01)
            stack.enter_context(self._lock)
            opened = self._opened
        time.sleep(0.01)
        return opened
