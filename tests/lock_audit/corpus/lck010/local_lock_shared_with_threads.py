# corpus: strict not checked
"""Local locks that other threads do reach: as an argument, by capture, in a partial, through an object."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial


def count_words(lines: list[str]) -> dict[str, int]:
    lock = threading.Lock()
    counts: dict[str, int] = {}

    def count(line: str) -> None:
        for word in line.split():
            with lock:
                counts[word] = counts.get(word, 0) + 1

    with ThreadPoolExecutor(max_workers=4) as executor:
        for line in lines:
            executor.submit(count, line)
    with lock:
        return dict(counts)


def _count_into(lock: threading.Lock, counts: dict[str, int], line: str) -> None:
    with lock:
        counts[line] = counts.get(line, 0) + 1


def count_lines(lines: list[str]) -> int:
    lock = threading.Lock()
    counts: dict[str, int] = {}
    workers = [threading.Thread(target=_count_into, args=(lock, counts, line)) for line in lines]
    for worker in workers:
        worker.start()
    with lock:
        return len(counts)


def count_in_pool(lines: list[str], executor: ThreadPoolExecutor) -> int:
    guard = threading.RLock()
    counts: dict[str, int] = {}
    for line in lines:
        executor.submit(partial(_count_into, guard, counts), line)
    with guard:
        return len(counts)


class Tally:
    def __init__(self, lock: threading.Lock):
        self.lock = lock
        self.total = 0


def make_tally(executor: ThreadPoolExecutor, work) -> int:
    lock = threading.Lock()
    tally = Tally(lock)
    executor.submit(work, tally)
    with lock:
        return tally.total
