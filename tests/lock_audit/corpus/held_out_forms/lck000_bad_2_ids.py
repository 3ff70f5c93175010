# corpus: strict not checked
"""Feature flag poller: hot fixes left audit comments with wrong ids behind."""
import time
import urllib.request
from threading import RLock

_flags_lock = RLock()
_flags: dict[str, bool] = {}

# expect-next: LCK000
DEFAULTS = {"beta": False}  # lock-audit: allow LCK009 -- handed out as it is


def poll(url: str) -> None:
    with _flags_lock:
        # expect-next: LCK000, LCK005
        with urllib.request.urlopen(url, timeout=2) as reply:  # lock-audit: allow LCK099 -- flags come from localhost
            _flags["seen"] = reply.status == 200


def settle() -> None:
    with _flags_lock:
        # expect-next: LCK000, LCK006
        time.sleep(0.02)  # lock-audit: allow LCK005 -- settles in twenty milliseconds
        _flags["settled"] = True


def settle_again() -> None:
    with _flags_lock:
        # expect-next: LCK000, LCK006
        time.sleep(0.02)  # lock-audit: allow LCK006 --
        _flags["settled"] = True


def is_on(name: str) -> bool:
    with _flags_lock:
        # expect-next: LCK000
        return _flags.get(name, False)  # lock-audit: allow LCK009 -- only a bool leaves


def names() -> list[str]:
    with _flags_lock:
        # expect-next: LCK000
        # lock-audit: allow LCK123 -- the list is a copy
        return sorted(_flags)
