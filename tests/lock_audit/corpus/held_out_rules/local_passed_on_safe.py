# corpus: strict not checked
from __future__ import annotations

import multiprocessing
import threading


class Accumulator:
    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock
        self._n = 0

    def add(self, n: int) -> None:
        with self._lock:
            self._n += n


def build_pair() -> tuple[Accumulator, Accumulator]:
    shared = threading.Lock()
    return Accumulator(shared), Accumulator(shared)


_seen = []


def _child(lock, path):
    with lock:
        _seen.append(path)


def fan_out(paths):
    lock = multiprocessing.Lock()
    procs = [multiprocessing.Process(target=_child, args=(lock, p)) for p in paths]
    for proc in procs:
        proc.start()
    for proc in procs:
        proc.join()
