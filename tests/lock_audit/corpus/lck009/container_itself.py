# corpus: strict not checked
"""The guarded dict, list, set or deque leaves the section alive, each in another way."""

import threading
from collections import OrderedDict, defaultdict, deque
from dataclasses import dataclass, field


class Members:
    def __init__(self):
        self._lock = threading.Lock()
        self._by_name: dict[str, int] = {}
        self._recent = deque(maxlen=20)
        self._teams = defaultdict(set)
        self._order = OrderedDict()
        self._log: list[str] = []

    def add(self, name: str) -> dict[str, int]:
        with self._lock:
            self._by_name[name] = len(self._by_name)
            self._recent.append(name)
            return self._by_name  # expect: LCK009

    @property
    def recent(self) -> deque:
        with self._lock:
            return self._recent  # expect: LCK009

    def teams(self) -> dict:
        with self._lock:
            teams = self._teams
            teams["all"].update(self._by_name)
            return teams  # expect: LCK009

    def order(self, wanted: bool) -> OrderedDict:
        with self._lock:
            self._order.update(self._by_name)
            return self._order if wanted else OrderedDict()  # expect: LCK009

    def log(self) -> list[str]:
        if not self._lock.acquire(timeout=0.1):
            return []
        try:
            self._log.append("read")
            return self._log  # expect: LCK009
        finally:
            self._lock.release()

    def size(self) -> int:
        with self._lock:
            return len(self._by_name)


@dataclass
class Basket:
    lock: threading.Lock = field(default_factory=threading.Lock)
    items: list[str] = field(default_factory=list)

    def put(self, item: str) -> list[str]:
        with self.lock:
            self.items.append(item)
            return self.items  # expect: LCK009
