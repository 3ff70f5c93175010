import threading
from typing import Dict

_stats_lock = threading.Lock()
_counts: Dict[str, int] = {}


def bump(name: str, by: int = 1) -> None:
    with _stats_lock:
        _counts[name] = _counts.get(name, 0) + by


def totals() -> Dict[str, int]:
    with _stats_lock:
        return _counts.copy()


def items():
    with _stats_lock:
        return _counts.items()  # expect: LCK009
