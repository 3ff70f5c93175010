# corpus: strict not checked
import time
from functools import partial
from helpers import with_storage


def _note(token: str, s) -> None:
    s.notes.append(token)
    time.sleep(0.1)  # expect: LCK006


class View:
    def __init__(self, storage) -> None:
        self.storage = storage

    def _apply(self, s) -> None:
        s.n += 1
        time.sleep(0.2)  # expect: LCK006

    def go(self, token: str) -> None:
        def nested(s) -> None:
            s.n -= 1
            time.sleep(0.3)  # expect: LCK006

        with_storage(self.storage, "a", self._apply)
        with_storage(self.storage, "b", partial(_note, token))
        with_storage(self.storage, "c", nested)
        with_storage(self.storage, "d", lambda s: time.sleep(0.4))  # expect: LCK006
        time.sleep(0.5)
