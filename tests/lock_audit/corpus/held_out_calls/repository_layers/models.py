from dataclasses import dataclass


@dataclass(frozen=True)
class Meter:
    serial: str
    value: float
