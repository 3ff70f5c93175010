# corpus: strict not checked
import threading

_index_lock = threading.Lock()
_stats_lock = threading.Lock()
_index = {}
_stats = {"adds": 0}


def add(term, doc):
    with _index_lock:
        _index.setdefault(term, set()).add(doc)
        with _stats_lock:  # expect: LCK007
            _stats["adds"] += 1


def lookup(term):
    with _index_lock:
        return sorted(_index.get(term, ()))


def adds():
    with _stats_lock:
        return _stats["adds"]
