# corpus: strict not checked
import threading


def worker(lk, out: list[int], n: int) -> None:
    with lk:
        out.append(n)


class Holder:
    def __init__(self) -> None:
        fresh = threading.RLock()
        self.guard = fresh
        self.n = 0


def passed(n: int) -> list[int]:
    lk = threading.Lock()
    out: list[int] = []
    th = threading.Thread(target=worker, args=(lk, out, n))
    th.start()
    th.join()
    return out


def lonely(n: int) -> int:
    mine: threading.RLock = threading.RLock()  # expect: LCK010
    with mine:
        n += 1
    return n


def in_lambda():
    lk = threading.Lock()
    return lambda: lk.locked()
