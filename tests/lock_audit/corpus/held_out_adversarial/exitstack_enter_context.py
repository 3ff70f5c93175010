# corpus: strict not checked
import contextlib
import threading
import time

_lock = threading.Lock()
_n = {"v": 0}


def run(flag: bool) -> None:
    with contextlib.ExitStack() as stack:
        time.sleep(0.1)
        stack.enter_context(_lock)
        _n["v"] += 1
        time.sleep(0.2)  # expect: LCK006
    time.sleep(0.3)


def run_closed() -> None:
    stack = contextlib.ExitStack()
    with stack:
        stack.enter_context(_lock)
        _n["v"] += 1
    time.sleep(0.4)
