"""HTTP as bytes on a socket, for what no client library would send."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class RawAnswer:
    """What came back; `is_closed` when the server hung up after it."""

    raw: bytes
    is_closed: bool

    @property
    def status(self) -> int:
        return int(self.raw.split(b" ", 2)[1])

    @property
    def headers(self) -> dict[str, str]:
        lines = self.raw.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
        return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}

    @property
    def body(self) -> bytes:
        return self.raw.partition(b"\r\n\r\n")[2]

    @property
    def json(self) -> dict[str, Any]:
        parsed = json.loads(self.body)
        assert isinstance(parsed, dict)
        return parsed


def open_connection(port: int, *, timeout_s: float = 10) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=timeout_s)


def exchange(port: int, sent: bytes, *, timeout_s: float = 10) -> RawAnswer:
    """Send *sent* on a new connection, and take everything until the server hangs up."""
    with open_connection(port, timeout_s=timeout_s) as connection:
        connection.sendall(sent)
        return _until_closed(connection)


def read_answer(connection: socket.socket) -> RawAnswer:
    """One answer of known length, and nothing of the next one; the connection may stay open."""
    raw = b""
    while not raw.endswith(b"\r\n\r\n"):
        raw += _more(connection, raw, 1)
    missing = int(RawAnswer(raw, is_closed=False).headers.get("content-length", 0))
    while missing > 0:
        more = _more(connection, raw, missing)
        raw += more
        missing -= len(more)
    return RawAnswer(raw, is_closed=False)


def _more(connection: socket.socket, so_far: bytes, size: int) -> bytes:
    data = connection.recv(size)
    assert data, f"the server hung up after {so_far!r}"
    return data


def _until_closed(connection: socket.socket) -> RawAnswer:
    raw = b""
    while True:
        try:
            data = connection.recv(65536)
        except ConnectionResetError:
            return RawAnswer(raw, is_closed=True)
        except TimeoutError:
            return RawAnswer(raw, is_closed=False)
        if not data:
            return RawAnswer(raw, is_closed=True)
        raw += data
