# corpus: strict not checked
"""Local locks that other threads reach: captured, passed, returned or stored."""
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple


class Channel(NamedTuple):
    lock: threading.Lock
    items: list[str]


def count_all(paths: list[Path]) -> Counter[str]:
    lock = threading.Lock()
    totals: Counter[str] = Counter()

    def one(path: Path) -> None:
        size = path.stat().st_size
        with lock:
            totals[path.suffix] += size

    with ThreadPoolExecutor(4) as pool:
        for path in paths:
            pool.submit(one, path)
    return totals


def _pump(lock: threading.Lock, items: list[str]) -> None:
    with lock:
        items.append("pumped")


def pump(items: list[str]) -> int:
    lock = threading.Lock()
    worker = threading.Thread(target=_pump, args=(lock, items))
    worker.start()
    with lock:
        count = len(items)
    worker.join(timeout=1.0)
    return count


def make_lock() -> threading.Lock:
    lock = threading.Lock()
    return lock


def make_channel() -> Channel:
    lock = threading.Lock()
    with lock:
        channel = Channel(lock, [])
    return channel


def make_counter() -> Callable[[], int]:
    guard = threading.RLock()
    total = 0

    def step() -> int:
        nonlocal total
        with guard:
            total += 1
            return total

    return step


def make_adder(items: list[str]) -> Callable[[], None]:
    mutex = threading.Lock()
    return lambda: _pump(mutex, items)
