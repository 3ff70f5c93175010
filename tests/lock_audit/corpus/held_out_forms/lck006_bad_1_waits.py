# corpus: strict not checked
"""A dispatcher that waits for others while it holds its lock."""
import queue
import subprocess
import threading
from concurrent.futures import Future, ThreadPoolExecutor


class Dispatcher:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inbox: queue.Queue[str] = queue.Queue()
        self._outbox: queue.Queue[str] = queue.Queue(maxsize=16)
        self._stop = threading.Event()
        self._slots = threading.Semaphore(4)
        self._pool = ThreadPoolExecutor(4)
        self._worker = threading.Thread(target=self._run, daemon=True)
        self._seen: set[str] = set()

    def _run(self) -> None:
        while not self._stop.wait(1.0):
            self._inbox.put("tick")

    def move(self) -> None:
        with self._lock:
            item = self._inbox.get(timeout=1.0)  # expect: LCK006
            if item not in self._seen:
                self._seen.add(item)
                self._outbox.put(item)  # expect: LCK006

    def close(self) -> None:
        with self._lock:
            self._stop.set()
            self._worker.join(timeout=2.0)  # expect: LCK006
            self._seen.clear()

    def compute(self, item: str) -> int:
        with self._lock:
            future = self._pool.submit(len, item)
            return future.result(timeout=1.0)  # expect: LCK006

    def settle(self, future: Future[str]) -> None:
        if self._lock.acquire(timeout=0.5):
            try:
                self._seen.add(future.result())  # expect: LCK006
            finally:
                self._lock.release()
        else:
            future.result(timeout=1.0)

    def admit(self, item: str) -> bool:
        with self._lock:
            if not self._slots.acquire(timeout=1.0):  # expect: LCK006
                return False
            try:
                self._seen.add(item)
            finally:
                self._slots.release()
            return True

    def idle(self) -> None:
        with self._lock:
            for _ in range(3):
                if self._stop.wait(0.5):  # expect: LCK006
                    break
            else:
                self._seen.clear()

    def version(self) -> str:
        with self._lock:
            return subprocess.check_output(["git", "describe"], text=True, timeout=5)  # expect: LCK006
