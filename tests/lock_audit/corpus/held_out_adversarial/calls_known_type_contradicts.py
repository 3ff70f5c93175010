# corpus: strict not checked
import threading
import time

_lock = threading.Lock()


class Poller:
    def update(self, other: dict) -> None:
        time.sleep(1)

    def append(self, x: int) -> None:
        time.sleep(1)


def merge(a: dict[str, int], b: list[int]) -> None:
    seen: set[int] = set()
    with _lock:
        a.update({"x": 1})
        b.append(3)
        seen.update(b)


def poll(p: Poller) -> None:
    with _lock:
        p.update({})  # expect: LCK006 via update -> sleep
