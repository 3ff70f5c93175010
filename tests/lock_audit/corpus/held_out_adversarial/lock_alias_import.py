# corpus: strict not checked
import threading as th
from time import sleep as nap

_gate = th.Lock()
_seen: dict[str, int] = {}


def record(key: str) -> int:
    with _gate:
        _seen[key] = _seen.get(key, 0) + 1
        nap(0.01)  # expect: LCK006
        total = _seen[key]
    nap(0.01)
    return total
