# corpus: strict not checked
import threading

_lock = threading.Lock()
_metrics = {}


def with_lock(fn, *args):
    """Exempt from LCK002, but the wait is still unbounded."""
    with _lock:  # expect: LCK001
        return fn(_metrics, *args)


def _add(metrics, name, value):
    metrics[name] = metrics.get(name, 0) + value


def record(name, value):
    with_lock(_add, name, value)


def read(name):
    return with_lock(lambda m: m.get(name, 0))
