# corpus: strict not checked
import threading

_n = {"v": 0}


def bad() -> int:
    lk = threading.Lock()  # expect: LCK010
    with lk:
        _n["v"] += 1
        return _n["v"]


def captured(names: list[str]) -> list[str]:
    lk = threading.Lock()
    out: list[str] = []

    def work(n: str) -> None:
        with lk:
            out.append(n.upper())

    ts = [threading.Thread(target=work, args=(n,)) for n in names]
    for th in ts:
        th.start()
    for th in ts:
        th.join()
    return out


def returned() -> threading.Lock:
    lk = threading.Lock()
    return lk
