# corpus: strict not checked
import threading

_outer = threading.RLock()
_changed = threading.Condition(lock=_outer)
_state = {"v": 0}


def bump() -> int:
    with _outer:
        _state["v"] += 1
        with _changed:
            _changed.notify_all()
        return _state["v"]
