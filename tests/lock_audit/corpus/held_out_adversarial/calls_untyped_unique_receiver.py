# corpus: strict not checked
import threading
import time

_lock = threading.Lock()


class Warehouse:
    def restock_everything(self) -> None:
        time.sleep(1)


class A:
    def recount(self) -> None:
        time.sleep(1)


class B:
    def recount(self) -> None:
        return None


def unique(thing) -> None:
    with _lock:
        thing.restock_everything()  # expect: LCK006 via restock_everything -> sleep


def ambiguous(thing) -> None:
    with _lock:
        thing.recount()
