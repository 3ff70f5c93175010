# corpus: strict not checked
from .doors import *


def _mark(name: str) -> None:
    doors[name] = True


def enter(name: str) -> None:
    with doors_lock:
        _mark(name)
        open_door(name)  # expect: LCK005 via open_door -> requests.post


def leave(name: str) -> None:
    with doors_lock:
        doors.pop(name, None)
    open_door(name)
