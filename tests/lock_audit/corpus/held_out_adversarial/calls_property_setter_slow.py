# corpus: strict not checked
import threading
import time


class Lamp:
    def __init__(self) -> None:
        self._on = False
        self._hue = 0

    @property
    def on(self) -> bool:
        return self._on

    @on.setter
    def on(self, v: bool) -> None:
        time.sleep(0.1)
        self._on = v


class Room:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.lamp = Lamp()

    def switch(self) -> None:
        with self._lock:
            self.lamp.on = True  # expect: LCK006

    def is_lit(self) -> bool:
        with self._lock:
            return self.lamp.on
