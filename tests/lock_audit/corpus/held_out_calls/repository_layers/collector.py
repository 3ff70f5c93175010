# corpus: strict not checked
from threading import Lock

from models import Meter
from repo import ReadingRepository


class Collector:
    def __init__(self, readings: ReadingRepository) -> None:
        self.readings = readings
        self.lock = Lock()
        self.latest: dict[str, float] = {}

    def push(self, meter: Meter) -> None:
        with self.lock:
            self.latest[meter.serial] = meter.value
            self.readings.save(meter)  # expect: LCK004 via save -> _insert -> _run -> execute

    def label(self) -> str:
        with self.lock:
            return self.readings.describe() + str(len(self.latest))
