# corpus: strict not checked
"""A decorator's lock is local to the decorator and shared by all calls of the function it wraps."""

import functools
import threading


def synchronized(function):
    lock = threading.Lock()

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        with lock:
            return function(*args, **kwargs)

    return wrapper


def at_most_once(function):
    guard = threading.Lock()
    results: list[object] = []

    def wrapper():
        if not guard.acquire(timeout=1.0):
            raise TimeoutError(function.__name__)
        try:
            if not results:
                results.append(function())
            return results[0]
        finally:
            guard.release()

    return wrapper


@synchronized
def next_number(numbers: list[int]) -> int:
    numbers.append(len(numbers))
    return numbers[-1]


def make_counter():
    lock = threading.Lock()
    count = 0

    def increase() -> int:
        nonlocal count
        with lock:
            count += 1
            return count

    return increase
