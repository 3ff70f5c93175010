# corpus: strict not checked
import threading

from .pool import WorkerPool


class Supervisor:
    def __init__(self, size: int) -> None:
        self._lock = threading.RLock()
        self._pool = WorkerPool(size)
        self._generation = 0

    def restart(self, size: int) -> int:
        with self._lock:
            self._pool.halt_workers()  # expect: LCK006 via halt_workers -> join; LCK007
            self._generation += 1
            return self._generation

    def restart_outside(self, size: int) -> int:
        self._pool.halt_workers()
        with self._lock:
            self._generation += 1
            return self._generation
