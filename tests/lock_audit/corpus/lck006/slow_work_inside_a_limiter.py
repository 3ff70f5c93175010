# corpus: strict not checked
"""A hash lane and a computed limiter: waiting inside them is what they are for."""

import os
import queue
import subprocess
import threading
import time

_lane = threading.BoundedSemaphore(2)
_by_cpu = threading.Semaphore(max(1, (os.cpu_count() or 2) - 1))
_jobs = queue.Queue(maxsize=10)


def render(path: str) -> bytes:
    with _lane:
        done = subprocess.run(["render", path], capture_output=True, timeout=10)
        return done.stdout


def throttle(seconds: float) -> bool:
    if not _by_cpu.acquire(timeout=0.5):
        return False
    try:
        time.sleep(seconds)
        _jobs.put("throttled", timeout=1.0)
    finally:
        _by_cpu.release()
    return True


def read(path: str) -> str:
    with _by_cpu, open(path) as handle:
        return handle.read()
