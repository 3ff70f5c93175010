# corpus: strict not checked
import multiprocessing
from multiprocessing import Lock, RLock, Semaphore

_progress = multiprocessing.Value("i", 0)
_progress_lock = Lock()
_report_lock = RLock()
_one_at_a_time = Semaphore(1)


def advance(steps: int) -> None:
    _progress_lock.acquire()  # expect: LCK001
    try:
        _progress.value += steps
    finally:
        _progress_lock.release()


def report(line: str, lines: list[str]) -> None:
    _report_lock.acquire(True)  # expect: LCK001
    try:
        lines.append(line)
    finally:
        _report_lock.release()


def exclusively(values: list[int]) -> int:
    _one_at_a_time.acquire()  # expect: LCK001
    try:
        return max(values)
    finally:
        _one_at_a_time.release()


def advanced() -> int:
    if not _progress_lock.acquire(True, 0.5):
        return -1
    try:
        return int(_progress.value)
    finally:
        _progress_lock.release()
