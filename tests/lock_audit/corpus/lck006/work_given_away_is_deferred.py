# corpus: strict not checked
"""Functions that sleep, write or join are only defined, submitted or handed to a thread under the lock."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


class Flusher:
    def __init__(self, path: Path):
        self._lock = threading.Lock()
        self._path = path
        self._executor = ThreadPoolExecutor(max_workers=1)
        self._lines: list[str] = []
        self._callbacks = []

    def flush(self) -> None:
        with self._lock:
            lines, self._lines = self._lines, []
            self._executor.submit(self._write, lines)

    def flush_in_thread(self) -> None:
        with self._lock:
            text = "".join(self._lines)

            def write_later() -> None:
                time.sleep(1.0)
                self._path.write_text(text)

            threading.Thread(target=write_later, daemon=True).start()
            threading.Timer(5.0, self._tick).start()

    def on_close(self, path: Path) -> None:
        with self._lock:
            self._callbacks.append(lambda: path.write_text("closed"))
            self._callbacks.append(self._tick)

    def close(self) -> None:
        with self._lock:
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()

    def _write(self, lines: list[str]) -> None:
        self._path.write_text("".join(lines))

    def _tick(self) -> None:
        time.sleep(0.1)
