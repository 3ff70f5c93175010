# corpus: strict not checked
from __future__ import annotations

import queue
import threading
from typing import Any, Callable, Iterator

import httpx


class Subscriber:
    def __init__(self, name: str, depth: int = 100) -> None:
        self.name = name
        self.inbox: queue.Queue = queue.Queue(maxsize=depth)
        self.lock = threading.Lock()
        self.dropped = 0

    def offer(self, event: Any) -> bool:
        try:
            self.inbox.put_nowait(event)
            return True
        except queue.Full:
            with self.lock:
                self.dropped += 1
            return False

    def push(self, event: Any) -> None:
        self.inbox.put(event, timeout=1.0)


class Webhook:
    def __init__(self, url: str) -> None:
        self.url = url

    def notify(self, event: Any) -> int:
        return httpx.post(self.url, json=event, timeout=2.0).status_code


class Bus:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._subscribers: dict[str, Subscriber] = {}
        self._hooks: list[Webhook] = []
        self._history: list[Any] = []

    def attach(self, sub: Subscriber) -> None:
        with self._lock:
            self._subscribers[sub.name] = sub

    def publish(self, event: Any) -> int:
        with self._lock:
            self._history.append(event)
            targets = list(self._subscribers.values())
        return sum(1 for sub in targets if sub.offer(event))

    def publish_to(self, name: str, event: Any) -> None:
        sub: Subscriber
        with self._lock:
            sub = self._subscribers[name]
            sub.push(event)  # expect: LCK006 via push -> put

    def try_publish_to(self, sub: Subscriber, event: Any) -> bool:
        with self._lock:
            self._history.append(event)
            return sub.offer(event)  # expect: LCK007

    def fire(self, hook: Webhook, event: Any) -> int:
        with self._lock:
            self._history.append(event)
            return hook.notify(event)  # expect: LCK005 via notify -> post

    def replay(self) -> Iterator[Any]:
        with self._lock:
            for event in self._history:
                yield event  # expect: LCK009

    def matching(self, test: Callable[[Any], bool]):
        with self._lock:
            return (event for event in self._history if test(event))  # expect: LCK009

    def last(self, count: int) -> list[Any]:
        with self._lock:
            return self._history[-count:]
