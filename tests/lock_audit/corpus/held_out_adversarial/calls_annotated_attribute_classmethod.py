# corpus: strict not checked
from __future__ import annotations

import threading
import time


class Engine:
    def __init__(self, n: int) -> None:
        self.n = n

    @classmethod
    def create(cls) -> Engine:
        return cls(1)

    def stop(self) -> None:
        time.sleep(1)


class Toy:
    def stop(self) -> None:
        return None


class Car:
    engine: Engine

    def __init__(self) -> None:
        self.engine = Engine.create()
        self.toy = Toy()
        self._lock = threading.Lock()

    def park(self) -> None:
        with self._lock:
            self.toy.stop()
            self.engine.stop()  # expect: LCK006 via stop -> sleep
