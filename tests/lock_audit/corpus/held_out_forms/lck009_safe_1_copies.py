# corpus: strict not checked
"""Copies, elements and scalars leave the section; the container does not."""
import copy
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Board:
    lock: threading.Lock = field(default_factory=threading.Lock)
    posts: list[str] = field(default_factory=list)
    tags: dict[str, list[str]] = field(default_factory=dict)
    recent: deque[str] = field(default_factory=deque)
    title: tuple[str, ...] = ("board",)
    count: int = 0

    def post(self, text: str, tag: str) -> int:
        with self.lock:
            self.posts.append(text)
            self.tags.setdefault(tag, []).append(text)
            self.recent.append(text)
            self.count += 1
            return self.count

    def all_posts(self) -> list[str]:
        with self.lock:
            return self.posts[:]

    def starred(self) -> list[str]:
        with self.lock:
            return [*self.posts]

    def merged(self) -> dict[str, list[str]]:
        with self.lock:
            return {**self.tags, "all": list(self.posts)}

    def deep(self) -> dict[str, list[str]]:
        with self.lock:
            return copy.deepcopy(self.tags)

    def shallow(self) -> dict[str, list[str]]:
        with self.lock:
            return self.tags.copy()

    def pairs(self) -> list[tuple[str, list[str]]]:
        with self.lock:
            return list(self.tags.items())

    def frozen(self) -> frozenset[str]:
        with self.lock:
            return frozenset(self.tags)

    def lengths(self) -> tuple[int, ...]:
        with self.lock:
            return tuple(len(post) for post in self.posts)

    def upper(self) -> list[str]:
        with self.lock:
            return sorted(map(str.upper, self.posts))

    def longest(self) -> str:
        with self.lock:
            return max(self.posts, key=len, default="")

    def text(self) -> str:
        with self.lock:
            return "\n".join(post for post in self.posts if post)

    def has(self, text: str) -> bool:
        with self.lock:
            return text in self.posts or any(post == text for post in self.recent)

    def newest(self) -> str | None:
        with self.lock:
            return self.recent[-1] if self.recent else None

    def tagged(self, tag: str) -> list[str] | None:
        with self.lock:
            return self.tags.get(tag)

    def heading(self) -> tuple[str, ...]:
        with self.lock:
            return self.title

    def lazy_over_copy(self) -> Iterator[str]:
        with self.lock:
            posts = list(self.posts)
            return (post.strip() for post in posts)
