# corpus: strict not checked
import threading

_lock = threading.Lock()
_by_name = {}
_rows = []


def live(name):
    with _lock:
        _by_name[name] = 1
        return _by_name  # expect: LCK009


def view(name):
    with _lock:
        _by_name.pop(name, None)
        return _by_name.values()  # expect: LCK009


def live_list(x):
    with _lock:
        _rows.append(x)
        return _rows  # expect: LCK009


def copies(name, kind):
    with _lock:
        _by_name[name] = 2
        _rows.append(name)
        if kind == 1:
            return dict(_by_name)
        if kind == 2:
            return list(_by_name.values())
        if kind == 3:
            return _rows[:]
        if kind == 4:
            return _by_name[name]
        return len(_rows)
