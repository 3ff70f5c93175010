# corpus: strict not checked
from .. import state
from ..remote import gps
from ..remote.gps import decode
from ..state import fleet_lock


def locate(car: str) -> tuple[float, float]:
    with state.fleet_lock:
        answer = gps.ask(car)  # expect: LCK005 via ask -> socket.create_connection
        state.positions[car] = decode(answer)
        return state.positions[car]


def locate_outside(car: str) -> tuple[float, float]:
    position = gps.decode(gps.ask(car))
    with fleet_lock:
        state.positions[car] = position
    return position
