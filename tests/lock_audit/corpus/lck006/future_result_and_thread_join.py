# corpus: strict not checked
"""Waiting for other threads while they may want the very lock that is held."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor


class Warmup:
    def __init__(self):
        self._lock = threading.Lock()
        self._executor = ThreadPoolExecutor(max_workers=2)
        self._loaded: dict[str, bytes] = {}
        self._worker = threading.Thread(target=self._loop, name="warmup", daemon=True)

    def load(self, name: str) -> int:
        with self._lock:
            future = self._executor.submit(_read, name)
            self._loaded[name] = future.result(timeout=2)  # expect: LCK006
            return len(self._loaded[name])

    def store(self, name: str, future: Future) -> None:
        with self._lock:
            self._loaded[name] = future.result()  # expect: LCK006

    def stop(self) -> None:
        with self._lock:
            self._loaded.clear()
            self._worker.join(timeout=5)  # expect: LCK006

    def collect(self, futures: dict[str, Future]) -> None:
        ready = {name: future.result(timeout=1) for name, future in futures.items()}
        with self._lock:
            self._loaded.update(ready)

    def stop_cleanly(self) -> None:
        with self._lock:
            worker = self._worker
        worker.join(timeout=5)

    def _loop(self) -> None:
        with self._lock:
            self._loaded.setdefault("", b"")


def _read(name: str) -> bytes:
    return name.encode()
