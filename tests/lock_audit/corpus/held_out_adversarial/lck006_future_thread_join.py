# corpus: strict not checked
import threading
from concurrent.futures import Future, ThreadPoolExecutor


class Worker(threading.Thread):
    def run(self) -> None:
        print("x")


class Boss:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.pool = ThreadPoolExecutor(1)
        self.worker = Worker(daemon=True)
        self.names: list[str] = []

    def stop(self) -> None:
        with self._lock:
            self.worker.join(timeout=1)  # expect: LCK006

    def ask(self) -> int:
        with self._lock:
            fut = self.pool.submit(len, "abc")
            return fut.result(timeout=1)  # expect: LCK006

    def read(self, f: Future) -> int:
        with self._lock:
            return f.result()  # expect: LCK006

    def label(self, f: Future) -> str:
        with self._lock:
            return ", ".join(self.names) + str(f.done())
