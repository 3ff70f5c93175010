# corpus: strict not checked
import functools
from threading import Lock as Mutex
from time import sleep as nap


class Lift:
    def __init__(self):
        self._m = Mutex()
        self.floor = 0

    def guarded(self, action):
        with self._m:
            self.floor = action(self.floor)
            return self.floor

    def _travel(self, speed, floor):
        nap(abs(floor) / speed)  # expect: LCK006
        return floor + 1

    def _stay(self, speed, floor):
        return floor

    def up(self):
        return self.guarded(functools.partial(self._travel, 2.0))

    def hold(self):
        return self.guarded(functools.partial(self._stay, 2.0))

    def idle(self):
        nap(0.5)
        return self.guarded(lambda floor: floor)
