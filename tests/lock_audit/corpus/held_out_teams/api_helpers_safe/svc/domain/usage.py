# corpus: strict not checked
import threading

_usage_lock = threading.Lock()
_usage: dict[str, int] = {}


def count(team: str) -> int:
    with _usage_lock:
        _usage[team] = _usage.get(team, 0) + 1
        return _usage[team]


def usage() -> dict[str, int]:
    with _usage_lock:
        return _usage.copy()
