# corpus: strict not checked
import threading
import time

_lock = threading.Lock()


def _inner(fn):
    with _lock:
        return fn()


def outer(fn):
    return _inner(fn)


def store_only(fn, bag: list) -> None:
    with _lock:
        bag.append(fn)


def nap_a() -> None:
    time.sleep(1)  # expect: LCK006


def nap_b() -> None:
    time.sleep(1)


def main(bag: list) -> None:
    outer(nap_a)
    store_only(nap_b, bag)
