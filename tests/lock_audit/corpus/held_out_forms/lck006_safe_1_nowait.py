# corpus: strict not checked
"""Queues, events, threads and paths that never wait."""
import io
import os.path
import queue
import threading
from concurrent.futures import Future
from pathlib import PurePosixPath


class Valve:
    """It has open, write, wait and join, and none of them waits."""

    def __init__(self) -> None:
        self.state = "closed"
        self.parts: list[str] = []

    def open(self) -> None:
        self.state = "open"

    def write(self, text: str) -> None:
        self.parts.append(text)

    def wait(self) -> str:
        return self.state

    def join(self) -> str:
        return "".join(self.parts)


class Dispatcher:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inbox: queue.Queue[str] = queue.Queue()
        self._small: queue.Queue[str] = queue.Queue(maxsize=4)
        self._stop = threading.Event()
        self._settings: dict[str, str] = {}
        self._valve = Valve()

    def next(self) -> str | None:
        with self._lock:
            try:
                return self._inbox.get_nowait()
            except queue.Empty:
                return self._settings.get("default")

    def offer(self, item: str) -> bool:
        with self._lock:
            self._inbox.put(item)
            try:
                self._small.put_nowait(item)
            except queue.Full:
                return False
            return True

    def name(self, parts: list[str]) -> str:
        with self._lock:
            path = os.path.join("/srv", *parts)
            pure = PurePosixPath(path).joinpath("x")
            return ", ".join([path, str(pure)])

    def text(self) -> str:
        with self._lock:
            out = io.StringIO()
            for key, value in self._settings.items():
                out.write(f"{key}={value}\n")
            out.seek(0)
            first = out.read(1)
            return first + out.getvalue()

    def stop(self, future: Future[str]) -> bool:
        with self._lock:
            self._stop.set()
            future.cancel()
            return future.done() and self._stop.is_set()

    def turn(self) -> str:
        with self._lock:
            self._valve.open()
            self._valve.write("turn")
            return self._valve.wait() + self._valve.join()
