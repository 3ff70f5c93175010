# corpus: strict not checked
import contextlib
import threading
import time

_lock = threading.Lock()
_seen = set()


def until_close():
    stack = contextlib.ExitStack()
    with stack:
        time.sleep(0.1)
        stack.enter_context(_lock)
        _seen.add(1)
        time.sleep(0.1)  # expect: LCK006
    time.sleep(0.1)


def closed_early():
    with contextlib.ExitStack() as stack:
        stack.enter_context(_lock)
        _seen.add(1)
        stack.close()
        time.sleep(0.1)


def moved():
    with contextlib.ExitStack() as stack:
        stack.enter_context(_lock)
        with stack.pop_all():
            _seen.add(1)
            time.sleep(0.1)  # expect: LCK006
        time.sleep(0.1)
