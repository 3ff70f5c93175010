# corpus: strict not checked
"""Words like commit, open, wait and fetch for plain things under a lock."""

import threading
from dataclasses import dataclass


@dataclass
class Door:
    is_open: bool = False

    def open(self) -> None:
        self.is_open = True

    def wait(self) -> str:
        return "please wait"


@dataclass
class Proposal:
    author: str
    votes: int = 0

    def commit(self, author: str) -> bool:
        self.votes += author != self.author
        return self.votes > 2

    def fetchone(self) -> str:
        return self.author


_lock = threading.Lock()
_door = Door()
_proposals: dict[str, Proposal] = {}


def propose(title: str, author: str) -> None:
    with _lock:
        _proposals[title] = Proposal(author)


def commit(title: str, author: str) -> bool:
    with _lock:
        proposal = _proposals[title]
        return proposal.commit(author)


def enter(title: str) -> str:
    with _lock:
        if not _door.is_open:
            _door.open()
            return _door.wait()
        return _proposals[title].fetchone()
