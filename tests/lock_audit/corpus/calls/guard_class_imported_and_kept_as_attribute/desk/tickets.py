# corpus: strict not checked
import subprocess

from .guards import BoundedLock


class Tickets:
    def __init__(self) -> None:
        self._guard = BoundedLock()
        self._open: dict[int, str] = {}

    def _print(self, number: int) -> None:
        subprocess.run(["lp", "-"], input=str(number).encode(), timeout=5)

    def add(self, number: int, text: str) -> None:
        with self._guard:
            self._open[number] = text
            self._print(number)  # expect: LCK006 via _print -> subprocess.run

    def close(self, number: int) -> None:
        with self._guard:
            self._open.pop(number, None)
        self._print(number)
