# corpus: strict not checked
"""Local locks that travel in a list, a dict, a keyword, a closure of a lambda or a condition handed on."""

import threading
from concurrent.futures import ThreadPoolExecutor


def _add(values: list[int], value: int, lock: threading.Lock) -> None:
    with lock:
        values.append(value)


def striped(executor: ThreadPoolExecutor, numbers: list[int]) -> list[int]:
    locks = [threading.Lock() for _ in range(4)]
    values: list[int] = []
    for number in numbers:
        executor.submit(_add, values, number, locks[0])
    with locks[0]:
        return list(values)


def by_keyword(numbers: list[int]) -> int:
    lock = threading.Lock()
    values: list[int] = []
    threads = [threading.Thread(target=_add, kwargs={"values": values, "value": n, "lock": lock}) for n in numbers]
    for thread in threads:
        thread.start()
    with lock:
        return len(values)


def by_lambda(executor: ThreadPoolExecutor, numbers: list[int]) -> int:
    guard = threading.Lock()
    values: list[int] = []
    for number in numbers:
        executor.submit(lambda value=number: _add(values, value, guard))
    with guard:
        return len(values)


def wait_for_one(start_worker) -> bool:
    arrived = threading.Condition()
    start_worker(arrived)
    with arrived:
        return arrived.wait(timeout=1.0)
