# corpus: strict not checked
"""Makes locks, passes them on, asks one whether it is taken; takes none."""

import threading

from service.limits import with_lock

_registry: dict[str, threading.Lock] = {"users": threading.Lock()}


class Holder:
    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.total = 0

    def add(self, amount: int) -> None:
        self.total += amount


holder = Holder()


def lock_of(name: str) -> threading.Lock:
    return _registry[name]


def health() -> dict[str, bool]:
    return {name: lock.locked() for name, lock in list(_registry.items())}


def add(amount: int) -> int:
    with_lock(holder.lock, "add", lambda: holder.add(amount))
    return holder.total
