# corpus: strict not checked
import os
import threading
import time

_lock = threading.Lock()
_pid = os.getpid()


def _after_fork() -> None:
    global _lock, _pid
    _lock = threading.Lock()
    _pid = os.getpid()


os.register_at_fork(after_in_child=_after_fork)


def tick() -> int:
    with _lock:
        time.sleep(0.01)  # expect: LCK006
        return _pid


def tick_ok() -> int:
    with _lock:
        return _pid
