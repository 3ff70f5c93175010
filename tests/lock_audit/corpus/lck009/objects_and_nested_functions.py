# corpus: strict not checked
"""The section returns results of its own functions, copies made by helpers, and objects that are no containers."""

import threading


class Ticket:
    def __init__(self, number: int):
        self.number = number


class Office:
    def __init__(self):
        self._lock = threading.Lock()
        self._tickets: dict[int, Ticket] = {}
        self._last = Ticket(0)

    def issue(self) -> Ticket:
        with self._lock:
            self._last = Ticket(self._last.number + 1)
            self._tickets[self._last.number] = self._last
            return self._last

    def numbers(self) -> list[int]:
        with self._lock:
            return self._numbers_locked()

    def odd(self) -> list[int]:
        with self._lock:

            def is_odd(number: int) -> bool:
                return number % 2 == 1

            return [number for number in self._tickets if is_odd(number)]

    def pairs(self) -> list[tuple[int, int]]:
        with self._lock:
            return list(zip(self._tickets, sorted(self._tickets), strict=True))

    def highest(self) -> int:
        with self._lock:
            return max((number for number in self._tickets), default=0)

    def close(self) -> None:
        with self._lock:
            self._tickets.clear()
            return None

    def _numbers_locked(self) -> list[int]:
        return sorted(self._tickets)
