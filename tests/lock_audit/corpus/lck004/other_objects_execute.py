# corpus: strict not checked
"""`execute`, `fetch`, `commit`, `connect` and `connection` of things that are no database."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Command:
    name: str
    amount: int = 0

    def execute(self, balance: int) -> int:
        return balance + self.amount


@dataclass
class Draft:
    lines: list[str] = field(default_factory=list)
    committed: int = 0

    def commit(self) -> None:
        self.committed = len(self.lines)

    def fetchall(self) -> list[str]:
        return list(self.lines)


class Signal:
    def __init__(self) -> None:
        self._receivers: list[Callable[[str], None]] = []

    def connect(self, receiver: Callable[[str], None]) -> None:
        self._receivers.append(receiver)


class Desk:
    def __init__(self, draft: Draft) -> None:
        self._lock = threading.Lock()
        self._draft = draft
        self._changed = Signal()
        self._balance = 0

    def run(self, command: Command) -> int:
        with self._lock:
            self._balance = command.execute(self._balance)
            self._draft.lines.append(command.name)
            self._draft.commit()
            return self._balance

    def lines(self) -> list[str]:
        with self._lock:
            return self._draft.fetchall()

    def watch(self, receiver: Callable[[str], None]) -> None:
        with self._lock:
            self._changed.connect(receiver)
