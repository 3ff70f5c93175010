from __future__ import annotations

import logging
import threading

from .message import Envelope
from .outbox import Outbox
from .smtp import Sender

log = logging.getLogger("postman.pump")


class Pump:
    def __init__(self, outbox: Outbox, sender: Sender, workers: int = 2) -> None:
        self._outbox = outbox
        self._sender = sender
        self._stop = threading.Event()
        self._state = threading.Lock()
        self._sent = 0
        self._failures: dict[str, int] = {}
        self._threads: list[threading.Thread] = []
        self._workers = workers

    def start(self) -> None:
        with self._state:
            if self._threads:
                return
            for n in range(self._workers):
                thread = threading.Thread(target=self._run, name=f"pump-{n}", daemon=True)
                self._threads.append(thread)
            fresh = list(self._threads)
        for thread in fresh:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._outbox.close()
        with self._state:
            threads = list(self._threads)
            self._threads.clear()
        for thread in threads:
            thread.join(timeout=5)

    def _run(self) -> None:
        while not self._stop.is_set():
            env = self._outbox.take(0.5)
            if env is not None:
                self._one(env)

    def _one(self, env: Envelope) -> None:
        try:
            self._sender.transmit(env)
        except OSError as exc:
            with self._state:
                self._failures[env.to] = self._failures.get(env.to, 0) + 1
                log.warning("delivery to %s failed: %s", env.to, exc)
            self._sender.pause(env)
            self._outbox.offer(env.again())
            return
        with self._state:
            self._sent += 1

    def report(self) -> tuple[int, dict[str, int]]:
        with self._state:
            return self._sent, dict(self._failures)
