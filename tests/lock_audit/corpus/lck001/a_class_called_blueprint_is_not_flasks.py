"""City planning: a Blueprint here is a drawing."""

import threading
from dataclasses import dataclass


@dataclass(frozen=True)
class Blueprint:
    street: str
    floors: int


_drawings_lock = threading.Lock()
_drawings: dict[str, Blueprint] = {}


def draw(street: str, floors: int) -> Blueprint:
    drawing = Blueprint(street, floors)
    with _drawings_lock:  # expect: LCK001[strict]
        _drawings[street] = drawing
    return drawing


def floors_of(street: str) -> int:
    with _drawings_lock:  # expect: LCK001[strict]
        return _drawings[street].floors
