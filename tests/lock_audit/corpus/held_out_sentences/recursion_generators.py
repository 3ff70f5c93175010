# corpus: strict not checked
import threading
import time

_lock = threading.Lock()


def walk(n):
    if n:
        walk(n - 1)
    time.sleep(n)


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    time.sleep(n)
    return even(n - 1)


def ping(n):
    return pong(n - 1) if n else 0


def pong(n):
    return ping(n - 1) if n else 1


def rows(n):
    time.sleep(n)
    yield n


def use():
    with _lock:
        walk(2)  # expect: LCK006 via walk -> sleep
        even(2)  # expect: LCK006 via even -> odd -> sleep
        ping(3)
        lazy = rows(2)
        later = (walk(n) for n in (1, 2))
        for row in rows(1):  # expect: LCK006 via rows -> sleep
            ping(row)
        done = [walk(n) for n in (1, 2)]  # expect: LCK006 via walk -> sleep
    return list(lazy), list(later), done
