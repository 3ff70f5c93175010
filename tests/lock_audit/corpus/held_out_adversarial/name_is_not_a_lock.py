# corpus: strict not checked
import time
from contextlib import contextmanager


class Lock:
    """A padlock in a shop, not a mutex."""

    def __init__(self, colour: str) -> None:
        self.colour = colour

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return False


@contextmanager
def mutex_lock():
    yield "nothing held"


def demo() -> None:
    lock = Lock("red")
    with lock:
        time.sleep(0.1)
    with mutex_lock() as m:
        print(m)
        time.sleep(0.1)
