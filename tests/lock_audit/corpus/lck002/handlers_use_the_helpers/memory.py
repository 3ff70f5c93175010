# corpus: strict not checked
import threading
from dataclasses import dataclass, field


@dataclass
class Memory:
    lock: threading.Lock = field(default_factory=threading.Lock)
    names: set[str] = field(default_factory=set)
    votes: dict[str, int] = field(default_factory=dict)

    def vote(self, choice: str) -> int:
        self.votes[choice] = self.votes.get(choice, 0) + 1
        return self.votes[choice]


memory = Memory()
memory_lock = memory.lock
