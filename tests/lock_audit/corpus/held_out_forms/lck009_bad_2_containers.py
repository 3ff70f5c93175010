# corpus: strict not checked
"""Live containers, views and lazy iterators that leave the section."""
import threading
from collections import OrderedDict, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar

_names_lock = threading.Lock()
_names: set[str] = set()


def add_name(name: str) -> None:
    with _names_lock:
        _names.add(name)


def names() -> set[str]:
    with _names_lock:
        return _names  # expect: LCK009


def upper_names() -> Iterable[str]:
    with _names_lock:
        return map(str.upper, _names)  # expect: LCK009


@dataclass
class Board:
    lock: threading.Lock = field(default_factory=threading.Lock)
    posts: list[str] = field(default_factory=list)

    def post(self, text: str) -> None:
        with self.lock:
            self.posts.append(text)

    def current(self) -> list[str]:
        with self.lock:
            posts = self.posts
            return posts  # expect: LCK009

    def long_ones(self) -> Iterator[str]:
        with self.lock:
            return (post for post in self.posts if len(post) > 80)  # expect: LCK009


class Router:
    _lock = threading.RLock()
    _routes: ClassVar[dict[str, str]] = {}

    def __init__(self) -> None:
        self._hits: defaultdict[str, int] = defaultdict(int)
        self._order: OrderedDict[str, int] = OrderedDict()
        self._recent: deque[str] = deque(maxlen=8)

    @classmethod
    def add(cls, path: str, name: str) -> None:
        with cls._lock:
            cls._routes[path] = name

    @classmethod
    def routes(cls) -> dict[str, str]:
        with cls._lock:
            return cls._routes  # expect: LCK009

    def hit(self, path: str) -> None:
        with self._lock:
            self._hits[path] += 1
            self._order[path] = self._hits[path]
            self._recent.append(path)

    def counts(self) -> Iterable[int]:
        with self._lock:
            return self._hits.values()  # expect: LCK009

    def pairs(self) -> Iterable[tuple[str, int]]:
        with self._lock:
            if not self._order:
                return []
            return self._order.items()  # expect: LCK009

    @property
    def recent(self) -> deque[str]:
        if not self._lock.acquire(timeout=0.5):
            raise TimeoutError("router")
        try:
            return self._recent  # expect: LCK009
        finally:
            self._lock.release()

    def recent_or_none(self, wanted: bool) -> deque[str] | None:
        with self._lock:
            return self._recent if wanted else None  # expect: LCK009

    def size(self) -> int:
        with self._lock:
            return len(self._routes) + len(self._hits)
