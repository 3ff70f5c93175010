# corpus: strict not checked
from __future__ import annotations

import itertools
import json
import logging
import queue
import threading
from typing import Any, Dict, Protocol, Set

logger = logging.getLogger("hub")


class Transport(Protocol):
    def transmit(self, data: str) -> None: ...

    def shut(self) -> None: ...


class Client:
    _ids = itertools.count(1)

    def __init__(self, transport: Transport, depth: int = 64) -> None:
        self.id = next(self._ids)
        self._transport = transport
        self._outbox: "queue.Queue[str | None]" = queue.Queue(maxsize=depth)
        self._writer = threading.Thread(target=self._pump, daemon=True)

    def start(self) -> None:
        self._writer.start()

    def enqueue(self, data: str) -> bool:
        try:
            self._outbox.put_nowait(data)
        except queue.Full:
            return False
        return True

    def _pump(self) -> None:
        while True:
            data = self._outbox.get()
            if data is None:
                break
            self._transport.transmit(data)
        self._transport.shut()

    def finish(self) -> None:
        self._outbox.put(None)


class Hub:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._clients: Dict[int, Client] = {}
        self._rooms: Dict[str, Set[int]] = {}

    def join(self, client: Client, room: str) -> None:
        with self._lock:
            self._clients[client.id] = client
            self._rooms.setdefault(room, set()).add(client.id)

    def leave(self, client: Client) -> None:
        with self._lock:
            self._clients.pop(client.id, None)
            for members in self._rooms.values():
                members.discard(client.id)
        client.finish()

    def broadcast(self, room: str, message: Any) -> int:
        data = json.dumps(message)
        slow = []
        sent = 0
        with self._lock:
            for cid in self._rooms.get(room, ()):
                client = self._clients[cid]
                if client.enqueue(data):
                    sent += 1
                else:
                    slow.append(client)
        for client in slow:
            logger.warning("dropping slow client %s", client.id)
            self.leave(client)
        return sent

    def rooms(self) -> dict[str, int]:
        with self._lock:
            return {room: len(members) for room, members in self._rooms.items()}
