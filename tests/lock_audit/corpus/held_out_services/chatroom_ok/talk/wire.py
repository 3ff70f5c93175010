from __future__ import annotations

import socket

from .guard import Guard


class Wire:
    """Owns a socket; one writer thread sends, the others only queue bytes."""

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._guard = Guard()
        self._pending = bytearray()
        self._sock: socket.socket | None = None

    def post(self, data: bytes) -> int:
        with self._guard:
            self._pending.extend(data)
            return len(self._pending)

    def pump(self) -> int:
        with self._guard:
            data = bytes(self._pending)
            self._pending.clear()
        if not data:
            return 0
        if self._sock is None:
            self._sock = socket.create_connection(self._address, timeout=5)
        self._sock.sendall(data)
        return len(data)
