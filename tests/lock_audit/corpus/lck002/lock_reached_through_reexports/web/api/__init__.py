# corpus: strict not checked
"""The package file of `api` is API code, too."""

import threading

_once = threading.Lock()
_ready = False


def prepare() -> None:
    global _ready
    with _once:  # expect: LCK001, LCK002
        _ready = True
