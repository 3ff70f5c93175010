from __future__ import annotations

import threading


class Memory:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.orders: dict[str, int] = {}

    def book(self, order: str, cents: int) -> int:
        self.orders[order] = cents
        return sum(self.orders.values())
