# corpus: strict not checked
"""Commands of a chat bot. The slow table is only used outside the lock."""
import threading
import time

import bcrypt


def _join(room, who):
    room.add(who)
    return "joined"


def _leave(room, who):
    room.discard(who)
    return "left"


def _slow(room, who):
    time.sleep(0.5)
    return "slept"


def _seal(room, who):
    return bcrypt.kdf(who.encode(), b"salt", 32, 100)


FAST = {"join": _join, "leave": _leave}
SLOW = {"sleep": _slow, "seal": _seal}

_lock = threading.Lock()
_room = set()


def handle(command, who):
    if command in SLOW:
        return SLOW[command](None, who)
    with _lock:
        return FAST[command](_room, who)


def handle_many(commands, who):
    with _lock:
        handler = FAST.get("join", _join)
        for _ in commands:
            handler(_room, who)
    return len(commands)
