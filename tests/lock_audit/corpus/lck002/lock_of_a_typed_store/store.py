# corpus: strict not checked
import threading
from dataclasses import dataclass, field


@dataclass
class Store:
    members: dict[str, str] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)
    shards: dict[int, threading.Lock] = field(default_factory=dict)

    def role_of(self, name: str) -> str | None:
        with self.guard:
            return self.members.get(name)


_store = Store()


def get_store() -> Store:
    return _store
