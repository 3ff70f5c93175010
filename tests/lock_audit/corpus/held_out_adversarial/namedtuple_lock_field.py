# corpus: strict not checked
import threading
import time
from typing import NamedTuple


class Slot(NamedTuple):
    name: str
    mutex: threading.Lock
    flag: threading.Event


def work(slot: Slot) -> str:
    with slot.mutex:
        time.sleep(0.1)  # expect: LCK006
        return slot.name


def work_ok(slot: Slot) -> str:
    slot.flag.wait(0.1)
    with slot.mutex:
        slot.flag.set()
        return slot.name
