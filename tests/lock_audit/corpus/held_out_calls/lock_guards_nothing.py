# corpus: strict not checked
import threading

_results = []


def add(value):
    with threading.Lock():  # expect: LCK010
        _results.append(value)


def parallel(values):
    lock = threading.Lock()
    total = [0]

    def work(value):
        with lock:
            total[0] += value

    threads = [threading.Thread(target=work, args=(v,)) for v in values]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=5)
    return total[0]


def make_lock():
    lock = threading.Lock()
    return lock
