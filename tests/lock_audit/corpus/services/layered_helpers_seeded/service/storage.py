# corpus: strict not checked
"""with_storage over with_lock."""
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from service.locks import with_lock

T = TypeVar("T")


@dataclass
class Votes:
    by_user: dict[str, str] = field(default_factory=dict)

    def cast(self, user: str, choice: str) -> bool:
        return self.by_user.setdefault(user, choice) == choice


@dataclass
class Storage:
    state: Votes = field(default_factory=Votes)
    lock: threading.Lock = field(default_factory=threading.Lock)


def with_storage(storage: Storage, label: str, operation: Callable[[Votes], T]) -> T:
    return with_lock(storage.lock, label, lambda: operation(storage.state))
