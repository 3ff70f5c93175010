# corpus: strict not checked
import threading
import time

_a = threading.Lock()
_b = threading.Lock()
_n = {"v": 0}


def helper() -> None:
    with _b:
        _n["v"] += 1
        time.sleep(1)  # expect: LCK006


def plain() -> None:
    time.sleep(1)


def outer() -> None:
    with _a:
        plain()  # expect: LCK006 via plain -> sleep
    helper()
