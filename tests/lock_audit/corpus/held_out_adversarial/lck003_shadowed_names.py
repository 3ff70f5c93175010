# corpus: strict not checked
import threading

_lock = threading.Lock()


class Codec:
    def encode(self, x: dict) -> str:
        return repr(x)

    def decode(self, x: str) -> str:
        return x.lower()

    def verify(self, a: str, b: str) -> bool:
        return a == b


def checkpw(a: str, b: str) -> bool:
    return a == b


jwt = Codec()
bcrypt = Codec()


def run(tok: str) -> bool:
    with _lock:
        a = jwt.encode({"t": tok})
        b = jwt.decode(tok)
        return bcrypt.verify(a, b) and checkpw(a, b)
