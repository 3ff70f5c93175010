# corpus: strict not checked
import threading

_counts = {}


def count(word):
    with threading.Lock():  # expect: LCK010
        _counts[word] = _counts.get(word, 0) + 1
        return _counts[word]


_real_lock = threading.Lock()


def count_properly(word):
    with _real_lock:
        _counts[word] = _counts.get(word, 0) + 1
        return _counts[word]


def reset():
    with _real_lock:
        _counts.clear()
