# corpus: strict not checked
import threading

import requests

URL = "https://status.example/"


class Status:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: dict[str, int] = {}
        self._asking = False

    def ask(self, name: str) -> int:
        with self._lock:
            if self._asking:
                return self._last.get(name, 0)
            self._asking = True
        try:
            status = requests.get(URL + name, timeout=2).status_code
        finally:
            with self._lock:
                self._asking = False
        with self._lock:
            self._last[name] = status
        return status

    def ask_held(self, name: str) -> int:
        if not self._lock.acquire(timeout=0.5):
            return requests.get(URL + name, timeout=2).status_code
        try:
            if name in self._last:
                return self._last[name]
            status = requests.get(URL + name, timeout=2).status_code  # expect: LCK005
            self._last[name] = status
            return status
        finally:
            self._lock.release()

    def ask_unless_busy(self, name: str) -> int:
        if self._lock.acquire(blocking=False):
            try:
                known = self._last.get(name)
            finally:
                self._lock.release()
        else:
            known = None
        return known if known is not None else requests.get(URL + name, timeout=2).status_code

    def ask_often(self, names: list[str]) -> int:
        asked = 0
        while names:
            name = names.pop()
            with self._lock:
                if name in self._last:
                    continue
                self._last[name] = 0
            requests.get(URL + name, timeout=2)
            asked += 1
        else:
            requests.get(URL, timeout=2)
        return asked

    def ask_kind(self, kind: str) -> None:
        match kind:
            case "quiet":
                with self._lock:
                    self._last.clear()
            case "loud":
                requests.post(URL, timeout=2)
            case _:
                with self._lock:
                    self._last[kind] = requests.post(URL, timeout=2).status_code  # expect: LCK005
