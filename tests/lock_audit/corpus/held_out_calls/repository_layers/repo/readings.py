from .base import Repository
from models import Meter


class ReadingRepository(Repository):
    def save(self, meter: Meter) -> None:
        self._insert(meter.serial, meter.value)

    def _insert(self, serial: str, value: float) -> None:
        self._run("INSERT INTO readings VALUES (%s, %s)", (serial, value))

    def describe(self) -> str:
        return type(self).__name__
