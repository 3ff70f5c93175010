# corpus: strict not checked
import threading
import time

_lock = threading.Lock()


def helper() -> None:
    time.sleep(1)


def sleep(n: float) -> float:
    return n + 1


def a() -> float:
    def helper() -> float:
        return 1.0

    with _lock:
        return helper() + sleep(3)


def b(helper: list[int]) -> int:
    with _lock:
        return helper.count(1)


def c() -> None:
    with _lock:
        helper()  # expect: LCK006 via helper -> sleep
