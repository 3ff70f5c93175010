"""A TCP proxy that fails on demand, in front of any server: for open and new connections, switched while it runs."""

from __future__ import annotations

import queue
import selectors
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Self

# A TCP host and port, or the path of a unix socket.
Address = tuple[str, int] | str

CHUNK_BYTES = 65536
PEER_TIMEOUT_S = 5.0  # a peer that takes nothing for so long loses its connection
COMMAND_TIMEOUT_S = 10.0
RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Fault:
    """What is wrong between clients and server.

    What is lost is swallowed without a word to either side, hanging up included. `latency_s` delays answers. After
    `cut_after_bytes` more bytes of answers each connection is closed.
    """

    loses_requests: bool = False
    loses_answers: bool = False
    latency_s: float = 0.0
    cut_after_bytes: int | None = None
    resets: bool = False
    refuses: bool = False


NONE = Fault()
BLACKHOLE = Fault(loses_requests=True, loses_answers=True)
REQUESTS_LOST = Fault(loses_requests=True)
ANSWERS_LOST = Fault(loses_answers=True)
RESET = Fault(resets=True)
REFUSED = Fault(refuses=True)


@dataclass(eq=False)
class _Link:
    """One client with the connection to the server that was made for it."""

    client: socket.socket
    server: socket.socket
    answered_bytes: int = 0  # since the fault began
    has_ended: bool = False  # one side hung up, and the other has not been told


@dataclass(frozen=True)
class _Delivery:
    due_at: float
    link: _Link
    is_answer: bool
    data: bytes  # none: the sender hung up


@dataclass
class _Command:
    fault: Fault | None  # none: the proxy ends
    obeyed: threading.Event = field(default_factory=threading.Event)


class FaultProxy:
    """Listens on `port` of 127.0.0.1, and passes everything on to *upstream*, until it is told to fail.

    One thread carries all connections, and only it touches them.
    """

    def __init__(self, upstream: Address) -> None:
        self._upstream = upstream
        self._fault = NONE
        self._links: set[_Link] = set()
        self._deliveries: deque[_Delivery] = deque()
        self._commands: queue.SimpleQueue[_Command] = queue.SimpleQueue()
        self._selector = selectors.DefaultSelector()
        self._bell, self._ringer = socket.socketpair()
        self._selector.register(self._bell, selectors.EVENT_READ, self._hear)
        self.port = 0
        self._listen()
        self._is_ending = False
        self._thread = threading.Thread(target=self._run, name="fault-proxy", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._obey(_Command(None))
        self._thread.join(COMMAND_TIMEOUT_S)
        for closing in (self._bell, self._ringer, self._selector):
            closing.close()

    @contextmanager
    def failing(self, fault: Fault) -> Iterator[None]:
        """*fault* is there in the body."""
        self.set(fault)
        try:
            yield
        finally:
            self.set(NONE)

    def set(self, fault: Fault) -> None:
        """From the moment this returns there is *fault* and no other."""
        self._obey(_Command(fault))

    def _obey(self, command: _Command) -> None:
        self._commands.put(command)
        self._ringer.send(b"!")
        assert command.obeyed.wait(COMMAND_TIMEOUT_S), "the proxy's thread is stuck"

    # In the proxy's thread

    def _run(self) -> None:
        while not self._is_ending:
            for key, _events in self._selector.select(self._next_due_in_s()):
                act: Callable[[], None] = key.data
                act()
            while self._deliveries and self._deliveries[0].due_at <= time.monotonic():
                self._deliver(self._deliveries.popleft())

    def _next_due_in_s(self) -> float | None:
        return max(self._deliveries[0].due_at - time.monotonic(), 0.0) if self._deliveries else None

    def _hear(self) -> None:
        self._bell.recv(1)
        command = self._commands.get_nowait()
        self._change_to(command.fault or REFUSED)
        self._is_ending = command.fault is None
        command.obeyed.set()

    def _change_to(self, fault: Fault) -> None:
        while self._deliveries:  # what was late comes now
            self._deliver(self._deliveries.popleft())
        was_refusing, self._fault = self._fault.refuses, fault
        for link in list(self._links):
            link.answered_bytes = 0
            if fault.resets or fault.refuses:
                self._close(link, reset=fault.resets)
            elif link.has_ended and not (fault.loses_requests or fault.loses_answers):
                self._close(link)
        if fault.refuses and not was_refusing:
            self._selector.unregister(self._listener)
            self._listener.close()
        elif was_refusing and not fault.refuses:
            self._listen()

    def _listen(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port), backlog=256)
        self.port = self._listener.getsockname()[1]
        self._selector.register(self._listener, selectors.EVENT_READ, self._accept)

    def _accept(self) -> None:
        if self._fault.refuses:  # since this round began
            return
        client, _address = self._listener.accept()
        is_unix = isinstance(self._upstream, str)
        server = socket.socket(socket.AF_UNIX if is_unix else socket.AF_INET)
        link = _Link(client, server)
        self._links.add(link)
        for end in (client, server):
            end.settimeout(PEER_TIMEOUT_S)
        try:
            server.connect(self._upstream)
        except OSError:
            self._close(link)
            return
        if self._fault.resets:
            self._close(link, reset=True)
            return
        self._selector.register(client, selectors.EVENT_READ, partial(self._read, link, client, is_answer=False))
        self._selector.register(server, selectors.EVENT_READ, partial(self._read, link, server, is_answer=True))

    def _read(self, link: _Link, source: socket.socket, *, is_answer: bool) -> None:
        if link not in self._links:  # closed since this round began
            return
        try:
            data = source.recv(CHUNK_BYTES)
        except OSError:
            data = b""
        if not data:
            self._selector.unregister(source)
        if self._fault.loses_answers if is_answer else self._fault.loses_requests:
            link.has_ended |= not data
            return
        delay_s = self._fault.latency_s if is_answer else 0.0
        delivery = _Delivery(time.monotonic() + delay_s, link, is_answer, data)
        if delay_s:
            self._deliveries.append(delivery)
        else:
            self._deliver(delivery)

    def _deliver(self, delivery: _Delivery) -> None:
        link, data = delivery.link, delivery.data
        if link not in self._links:
            return
        is_cut = not data
        if delivery.is_answer and self._fault.cut_after_bytes is not None:
            left = self._fault.cut_after_bytes - link.answered_bytes
            is_cut |= len(data) >= left
            data = data[:left]
            link.answered_bytes += len(data)
        try:
            (link.client if delivery.is_answer else link.server).sendall(data)
        except OSError:
            is_cut = True
        if is_cut:
            self._close(link)

    def _close(self, link: _Link, *, reset: bool = False) -> None:
        self._links.discard(link)
        if reset:
            link.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        for end in (link.client, link.server):
            if end in self._selector.get_map():
                self._selector.unregister(end)
            end.close()
