# corpus: strict not checked
import threading
import time

_registry_lock = threading.Lock()
_names: set[str] = set()


def add(name: str, *, _lock=_registry_lock) -> None:
    with _lock:
        _names.add(name)
        time.sleep(0.1)  # expect: LCK006


def add_ok(name: str, *, _lock=_registry_lock, pause=time.sleep) -> None:
    with _lock:
        _names.add(name)
    pause(0.1)
