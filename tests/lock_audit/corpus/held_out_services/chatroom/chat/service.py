from __future__ import annotations

import threading
from contextlib import ExitStack

from .history import History
from .push import PushGateway
from .rooms import Room, RoomTable


class ChatService:
    def __init__(self, table: RoomTable, history: History, push: PushGateway) -> None:
        self._table = table
        self._history = history
        self._push = push
        self._lock = threading.Lock()
        self._user_locks: dict[str, threading.Lock] = {}
        self._last: dict[str, str] = {}

    def say(self, room_name: str, who: str, text: str) -> None:
        room = self._table.get(room_name)
        room.say(who, text)
        self._history.keep(room_name, text)
        self._push.enqueue(text.encode())

    def say_held(self, room: Room, who: str, text: str) -> None:
        with room.guard:
            room.lines.append(text)
            self._history.keep(room.name, text)  # expect: LCK004 via keep -> connect
            self._last[who] = text

    def user_say(self, who: str, room: str, text: str) -> None:
        with self._lock:
            if who not in self._user_locks:
                self._user_locks[who] = threading.Lock()
        with self._user_locks[who]:
            self._last[who] = text
            self._store(room, text)  # expect: LCK004 via _store -> keep -> connect

    def _store(self, room: str, text: str) -> None:
        self._history.keep(room, text)

    def warm(self, room_name: str) -> int:
        with ExitStack() as stack:
            stack.enter_context(self._lock)
            lines = self._history.last(room_name)  # expect: LCK004 via last -> connect
            self._last[room_name] = lines[-1] if lines else ""
        return len(lines)

    def pair(self, a: str, b: str) -> None:
        with self._user_locks[a]:
            with self._user_locks[b]:  # expect: LCK007
                self._last[a], self._last[b] = self._last[b], self._last[a]
