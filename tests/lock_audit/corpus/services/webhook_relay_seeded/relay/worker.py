# corpus: strict not checked
"""The thread that empties the outbox."""
import queue
import threading

from relay.outbox import Outbox


class Worker:
    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._orders: queue.Queue = queue.Queue(maxsize=100)
        self._thread: threading.Thread | None = None
        self._failures = 0

    def start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        with self._lock:
            if self._thread is not None:
                self._thread.join(5.0)  # expect: LCK006
            self._thread = None

    def next_order(self) -> str:
        with self._lock:
            return self._orders.get(timeout=1.0)  # expect: LCK006

    def try_next_order(self) -> str:
        with self._lock:
            return self._orders.get_nowait()

    def count_failure(self) -> int:
        self._lock.acquire(timeout=0.5)  # expect: LCK008
        try:
            self._failures += 1
            return self._failures
        finally:
            self._lock.release()

    def _run(self) -> None:
        while not self._stop.wait(timeout=0.1):
            if not self._outbox.send_next():
                self.count_failure()
