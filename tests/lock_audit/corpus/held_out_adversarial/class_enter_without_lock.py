# corpus: strict not checked
import threading
import time


class Stopwatch:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._laps: list[float] = []
        self.t0 = 0.0

    def __enter__(self) -> "Stopwatch":
        self.t0 = time.monotonic()
        return self

    def __exit__(self, *exc: object) -> None:
        lap = time.monotonic() - self.t0
        with self._lock:
            self._laps.append(lap)


def measured() -> None:
    with Stopwatch():
        time.sleep(0.1)
