import threading
from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Room:
    name: str
    door: threading.Lock = field(default_factory=threading.Lock)
    guests: set[str] = field(default_factory=set)


_rooms: dict[str, Room] = {}
_keys: dict[str, threading.Lock] = {}
_floors = defaultdict(threading.RLock)
_lights: dict[str, bool] = {}


def check_in(room: Room, guest: str) -> None:
    room.door.acquire()  # expect: LCK001
    try:
        room.guests.add(guest)
    finally:
        room.door.release()


def switch(key: threading.Lock, lamp: str, on: bool) -> None:
    key.acquire()  # expect: LCK001
    try:
        _lights[lamp] = on
    finally:
        key.release()


def toggle(floor: str, lamp: str) -> None:
    _floors[floor].acquire()  # expect: LCK001
    try:
        _lights[lamp] = not _lights.get(lamp, False)
    finally:
        _floors[floor].release()


def darken(owner: str) -> None:
    key = _keys.setdefault(owner, threading.Lock())
    key.acquire(True)  # expect: LCK001
    try:
        _lights[owner] = False
    finally:
        key.release()


def guests(name: str) -> int:
    room = _rooms[name]
    with room.door:  # expect: LCK001[strict]
        return len(room.guests)
