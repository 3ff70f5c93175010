from __future__ import annotations

import socket
import threading


class PushGateway:
    def __init__(self, host: str, port: int) -> None:
        self._addr = (host, port)
        self._lock = threading.Lock()
        self._sock: socket.socket | None = None
        self._queue: list[bytes] = []

    def _ensure(self) -> socket.socket:
        if self._sock is None:
            self._sock = socket.create_connection(self._addr, timeout=3)
        return self._sock

    def connect(self) -> None:
        with self._lock:
            self._ensure()  # expect: LCK005 via _ensure -> create_connection

    def enqueue(self, payload: bytes) -> int:
        with self._lock:
            self._queue.append(payload)
            return len(self._queue)

    def reset(self) -> None:
        if self._lock.acquire(timeout=1):  # expect: LCK008
            self._queue.clear()
            self._lock.release()
