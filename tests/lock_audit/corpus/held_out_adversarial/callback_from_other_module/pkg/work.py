import time


def slow(n: int) -> int:
    time.sleep(n)  # expect: LCK006
    return n


def fast(n: int) -> int:
    return n + 1
