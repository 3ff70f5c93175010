# corpus: strict not checked
import threading

_lock = threading.Lock()


class Clock:
    def sleep(self, n: float) -> float:
        return n

    def connect(self, x: str) -> str:
        return x

    def urlopen(self, x: str) -> str:
        return x


time = Clock()
sqlite3 = Clock()
request = Clock()


def run(x: str) -> str:
    with _lock:
        time.sleep(3)
        sqlite3.connect(x)
        return request.urlopen(x)
