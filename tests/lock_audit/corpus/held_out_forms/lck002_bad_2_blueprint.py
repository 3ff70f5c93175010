# corpus: strict not checked
"""A blueprint under another name, with locks in a dict, in a class and behind a walrus."""
import threading
from collections import defaultdict

from flask import Blueprint as Section

bp = Section("rooms", __name__)

_room_locks: dict[str, threading.Lock] = defaultdict(threading.Lock)
_rooms: dict[str, list[str]] = {}


@bp.post("/rooms/<room>/<guest>")
def enter(room: str, guest: str):
    with _room_locks[room]:  # expect: LCK001, LCK002
        _rooms.setdefault(room, []).append(guest)
    return "", 204


class Board:
    _lock = threading.Lock()
    _lines: list[str] = []

    @classmethod
    def write(cls, line: str) -> bool:
        if taken := cls._lock.acquire(timeout=0.1):  # expect: LCK002
            try:
                cls._lines.append(line)
            finally:
                cls._lock.release()
        return taken

    @classmethod
    def reserve(cls) -> bool:
        return cls._lock.acquire(timeout=0.1)  # expect: LCK002

    def latest(self) -> str | None:
        with self._lock:  # expect: LCK001, LCK002
            return self._lines[-1] if self._lines else None


@bp.get("/board")
def board():
    return {"latest": Board().latest()}
