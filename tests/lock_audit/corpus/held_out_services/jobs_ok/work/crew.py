from __future__ import annotations

import logging
import threading
import time

from .board import Board
from .leader import Leadership
from .task import Outcome, Task

log = logging.getLogger(__name__)


class Crew:
    def __init__(self, board: Board, leadership: Leadership, size: int = 3) -> None:
        self._board = board
        self._leadership = leadership
        self._size = size
        self._lock = threading.Lock()
        self._threads: dict[str, threading.Thread] = {}
        self._busy: dict[str, str] = {}

    def start(self) -> None:
        fresh: list[threading.Thread] = []
        with self._lock:
            for n in range(self._size):
                name = f"crew-{n}"
                if name not in self._threads:
                    thread = threading.Thread(target=self._loop, args=(name,), name=name, daemon=True)
                    self._threads[name] = thread
                    fresh.append(thread)
        for thread in fresh:
            thread.start()

    def _loop(self, name: str) -> None:
        while not self._board.closed:
            task = self._board.take(0.5)
            if task is None:
                continue
            with self._lock:
                self._busy[name] = task.name
            try:
                self._board.done(self._attempt(task))
            finally:
                with self._lock:
                    self._busy.pop(name, None)

    def _attempt(self, task: Task) -> Outcome:
        try:
            detail = task.execute()
        except Exception as exc:
            log.exception("%s failed", task.name)
            if task.tries < 3:
                time.sleep(0.1)
                self._board.post(Task(time.monotonic() + 1, task.name, task.action, task.tries + 1))
            return Outcome(task.name, False, str(exc))
        return Outcome(task.name, True, str(detail))

    def every(self, seconds: float, name: str, action) -> None:
        def again() -> None:
            action()
            self.every(seconds, name, action)

        if self._leadership.leading:
            self._board.post(Task(time.monotonic() + seconds, name, again))

    def busy(self) -> str:
        with self._lock:
            return ", ".join(f"{k}:{v}" for k, v in self._busy.items())

    def stop(self) -> None:
        self._board.close()
        with self._lock:
            threads = list(self._threads.values())
            self._threads.clear()
        for thread in threads:
            thread.join(timeout=5)
