# corpus: strict not checked
import threading


class Inbox:
    def __init__(self) -> None:
        self._cv = threading.Condition()
        self._mail: list[str] = []

    def first(self) -> str:
        with self._cv:
            while not self._mail:
                self._cv.wait()  # expect: LCK001
            return self._mail[0]

    def first_none(self) -> str:
        with self._cv:
            while not self._mail:
                self._cv.wait(timeout=None)  # expect: LCK001
            return self._mail[0]

    def first_bounded(self) -> str | None:
        with self._cv:
            if self._cv.wait_for(lambda: bool(self._mail), timeout=2.0):
                return self._mail[0]
            return None
