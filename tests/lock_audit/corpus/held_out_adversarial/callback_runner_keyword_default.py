# corpus: strict not checked
import threading
import time

_lock = threading.Lock()


def guarded(*, action, times: int = 1) -> int:
    with _lock:
        for _ in range(times):
            action()
        return times


def scheduled(*, action, when: float = 0.0) -> None:
    with _lock:
        threading.Timer(when, action).start()


def slow_a() -> None:
    time.sleep(1)  # expect: LCK006


def slow_b() -> None:
    time.sleep(1)


guarded(action=slow_a, times=2)
scheduled(action=slow_b)
