# corpus: strict not checked
import threading

_l = threading.Lock()
FOREVER = -1


def a() -> None:
    _l.acquire()  # expect: LCK001
    try:
        print("a")
    finally:
        _l.release()


def b() -> None:
    _l.acquire(True)  # expect: LCK001
    try:
        print("b")
    finally:
        _l.release()


def c() -> None:
    _l.acquire(timeout=FOREVER)  # expect: LCK001
    try:
        print("c")
    finally:
        _l.release()


def d() -> None:
    _l.acquire(True, -1)  # expect: LCK001
    try:
        print("d")
    finally:
        _l.release()
