# corpus: strict not checked
import multiprocessing
from multiprocessing import Value

progress = Value("d", 0.0)
_shared_lock = multiprocessing.Lock()


def report(fraction):
    with multiprocessing.Lock():  # expect: LCK010
        progress.value = max(progress.value, fraction)


def report_ok(fraction):
    with _shared_lock:
        progress.value = max(progress.value, fraction)


def current():
    with _shared_lock:
        return progress.value
