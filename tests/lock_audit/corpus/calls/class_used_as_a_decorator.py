# corpus: strict not checked
"""A class decorates: its __call__ holds the lock around the function it keeps."""
import threading
import time

_lock = threading.Lock()
_marks: list[str] = []


class Serial:
    def __init__(self, function) -> None:
        self._function = function

    def __call__(self, *args):
        with _lock:
            return self._function(*args)


class Free:
    def __init__(self, function) -> None:
        self._function = function

    def __call__(self, *args):
        return self._function(*args)


@Serial
def mark(name: str) -> None:
    _marks.append(name)


@Serial
def mark_slowly(name: str) -> None:
    time.sleep(0.5)  # expect: LCK006
    _marks.append(name)


@Free
def pause(seconds: float) -> None:
    time.sleep(seconds)
