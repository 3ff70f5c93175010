# corpus: strict not checked
"""Asking a future, an event or a thread how it is does not wait for it."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor


class Jobs:
    def __init__(self):
        self._lock = threading.Lock()
        self._executor = ThreadPoolExecutor(max_workers=2)
        self._futures: dict[str, Future] = {}
        self._stopped = threading.Event()
        self._ready = threading.Condition(self._lock)
        self._threads: list[threading.Thread] = []

    def submit(self, name: str, work) -> None:
        with self._lock:
            if self._stopped.is_set():
                raise RuntimeError("stopped")
            future = self._executor.submit(work)
            self._futures[name] = future
            self._ready.notify()

    def stop(self) -> list[str]:
        with self._lock:
            self._stopped.set()
            waiting = [name for name, future in self._futures.items() if not future.done()]
            for name in waiting:
                self._futures[name].cancel()
            return waiting

    def alive(self) -> int:
        with self._lock:
            return sum(thread.is_alive() for thread in self._threads)

    def spawn(self, work) -> None:
        thread = threading.Thread(target=work, daemon=True)
        with self._lock:
            self._threads.append(thread)
            thread.start()

    def finished(self, name: str) -> None:
        with self._lock:
            self._futures.pop(name, None)
            self._ready.notify_all()
