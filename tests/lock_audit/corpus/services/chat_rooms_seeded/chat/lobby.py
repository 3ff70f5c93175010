# corpus: strict not checked
import threading

from chat.archive import Archive
from chat.rooms import Room


class Lobby:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rooms: dict[str, Room] = {}

    def room(self, name: str) -> Room:
        with self._lock:
            if name not in self._rooms:
                self._rooms[name] = Room(name, Archive("chat.db"))  # expect: LCK004
            return self._rooms[name]

    def known(self, name: str) -> bool:
        with self._lock:
            return name in self._rooms

    def greet_everybody(self) -> None:
        with self._lock:
            rooms = list(self._rooms.values())
        for room in rooms:
            room.say("hello")

    def greet(self, name: str) -> int:
        with self._lock:
            return self._rooms[name].say("hello")  # expect: LCK007
