# corpus: strict not checked
import threading

_n = []


def inline():
    with threading.Lock():  # expect: LCK010
        _n.append(1)


def walrus():
    with (lock := threading.RLock()):  # expect: LCK010
        _n.append(2)


def work(lock: threading.Lock):
    with lock:
        _n.append(3)


def passed():
    lock = threading.Lock()
    threading.Thread(target=work, args=(lock,)).start()
    with lock:
        _n.append(4)


def returned():
    lock = threading.Lock()
    with lock:
        _n.append(5)
    return lock


def captured():
    lock = threading.Lock()

    def inner():
        with lock:
            _n.append(6)

    return inner
