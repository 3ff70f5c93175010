# corpus: strict not checked
import threading
import time

_by_room: dict[str, threading.RLock] = {}


def speak(room: str, text: str) -> bool:
    guard = _by_room.get(room)
    if guard is None:
        time.sleep(0.1)
        return False
    with guard:
        time.sleep(0.1)  # expect: LCK006
        print(text)
    return True
