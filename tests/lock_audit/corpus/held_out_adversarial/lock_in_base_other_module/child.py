import time
from base import LockedMixin, Named


class Child(LockedMixin):
    def work(self) -> None:
        with self._mutex:
            time.sleep(0.1)  # expect: LCK006


class Other(Named):
    def work(self) -> str:
        time.sleep(0.1)
        return self._mutex_name
