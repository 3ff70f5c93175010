# corpus: strict not checked
import threading
from typing import TypedDict


class Conf(TypedDict):
    lock: str
    execute: int
    sleep: float


_mu = threading.Lock()
_conf: Conf = {"lock": "x", "execute": 1, "sleep": 0.5}


def read() -> float:
    with _mu:
        lock = _conf["lock"]
        return _conf["sleep"] + _conf.get("execute", 0) + len(lock)


def fmt(lock: str) -> str:
    with _mu:
        return lock.join(["a", "b"]).encode().decode()
