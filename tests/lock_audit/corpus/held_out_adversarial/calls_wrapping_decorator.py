# corpus: strict not checked
import functools
import threading
import jwt


def traced(fn):
    @functools.wraps(fn)
    def inner(*a, **k):
        print(fn.__name__)
        return fn(*a, **k)
    return inner


@traced
def sign(claims: dict, key: str) -> str:
    return jwt.encode(claims, key, algorithm="HS256")


@traced
def render(claims: dict) -> str:
    return repr(claims)


_lock = threading.Lock()


def issue(claims: dict, key: str) -> str:
    with _lock:
        render(claims)
        return sign(claims, key)  # expect: LCK003 via sign -> encode
