import threading


class Elevator:
    def __init__(self) -> None:
        self._car = threading.Semaphore(1)
        self._stops: list[int] = []

    def call(self, floors: list[int]) -> int:
        added = 0
        for floor in floors:
            if taken := self._car.acquire():  # expect: LCK001
                try:
                    self._stops.append(floor)
                    added += taken
                finally:
                    self._car.release()
        return added

    def ride(self) -> int | None:
        while True:
            if self._car.acquire(timeout=0.1):
                try:
                    return self._stops.pop() if self._stops else None
                finally:
                    self._car.release()
            if not self._stops:
                return None
