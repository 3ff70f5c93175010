from __future__ import annotations

import threading
from functools import partial

from .commands import Command
from .memo import Memo
from .sources import Archive, Remote


def _apply(command: Command, old: float | None) -> float:
    if command.wait():
        return old or 0.0
    return command.execute(old or 0.0)


class TariffEngine:
    def __init__(self, remote: Remote, archive: Archive) -> None:
        self._remote = remote
        self._archive = archive
        self._memo: Memo[float] = Memo()
        self._lock = threading.Lock()
        self._commands: list[Command] = []
        self._requests: dict[str, object] = {}

    def price(self, zone: str) -> float:
        return self._memo.ensure(zone, partial(self._remote.load, zone))

    def change(self, zone: str, command: Command) -> None:
        self._memo.swap(zone, partial(_apply, command))
        with self._lock:
            self._commands.append(command)

    def adjust(self, zone: str) -> float:
        fresh = self._remote.load(zone)
        self._memo.swap(zone, lambda old: fresh if old is None else (old + fresh) / 2)
        self._archive.put(zone, fresh)
        return fresh

    def prepare(self, zone: str) -> str:
        with self._lock:
            self._requests[zone] = self._remote.request(zone)
            return self._remote.url(zone)

    def pool_state(self) -> tuple[int, dict]:
        with self._lock:
            return len(self._commands), self._archive.stats()

    def replay(self, start: float) -> float:
        with self._lock:
            commands = list(self._commands)
        for command in commands:
            start = command.execute(start)
        return start

    def replay_held(self, start: float) -> float:
        with self._lock:
            for command in self._commands:
                start = self._step(command, start)
            return start

    def _step(self, command: Command, price: float) -> float:
        return command.execute(price)
