from __future__ import annotations

import threading
from dataclasses import dataclass, field

from .client import RetryingClient
from .urls import host_of, robots_url


@dataclass
class RobotsCache:
    client: RetryingClient
    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: dict[str, str] = field(default_factory=dict)

    def allowed(self, url: str) -> bool:
        host = host_of(url)
        with self.lock:
            text = self.rules.get(host)
            if text is None:
                text = self.client.page_or_none(robots_url(url)) or ""  # expect: LCK005 via page_or_none -> page -> get
                self.rules[host] = text
        return "Disallow: /\n" not in text

    def allowed_lazily(self, url: str) -> bool:
        host = host_of(url)
        with self.lock:
            text = self.rules.get(host)
        if text is None:
            text = self.client.page_or_none(robots_url(url)) or ""
            with self.lock:
                self.rules.setdefault(host, text)
        return "Disallow: /\n" not in text

    def hosts(self):
        with self.lock:
            return map(str.lower, self.rules)  # expect: LCK009
