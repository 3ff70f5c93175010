# corpus: strict not checked
import threading


class Job:
    def __init__(self) -> None:
        self.n = 0

    def bad(self) -> None:
        guard = threading.Lock()  # expect: LCK010
        if not guard.acquire(timeout=1):
            return
        try:
            self.n += 1
        finally:
            guard.release()

    def good(self, locks: dict[str, threading.Lock], key: str) -> None:
        guard = threading.Lock()
        guard = locks.setdefault(key, guard)
        with guard:
            self.n += 1

    def good_list(self) -> list:
        guard = threading.Lock()
        bag = [guard]
        return bag
