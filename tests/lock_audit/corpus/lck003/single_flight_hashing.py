# corpus: strict not checked
"""One thread hashes, the others wait for its event; the lock is never held meanwhile."""

import threading

import bcrypt


class Flight:
    def __init__(self) -> None:
        self.landed = threading.Event()
        self.digest = b""


class SingleFlight:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flights: dict[str, Flight] = {}

    def digest(self, name: str, password: bytes) -> bytes:
        with self._lock:
            flight = self._flights.get(name)
            first = flight is None
            if flight is None:
                flight = self._flights[name] = Flight()
        if first:
            try:
                flight.digest = bcrypt.hashpw(password, bcrypt.gensalt())
            finally:
                with self._lock:
                    del self._flights[name]
                flight.landed.set()
        elif not flight.landed.wait(timeout=5.0):
            raise TimeoutError(name)
        return flight.digest

    def in_flight(self) -> int:
        with self._lock:
            return len(self._flights)
