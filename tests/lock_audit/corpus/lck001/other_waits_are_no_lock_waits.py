"""Unbounded waits of things that are no locks; no lock is held."""

import queue
import subprocess
import threading

_ready = threading.Event()
_jobs: queue.Queue[str] = queue.Queue()
_done: list[str] = []


def work() -> None:
    _ready.wait()
    while (job := _jobs.get()) != "stop":
        _done.append(job)


def run(command: list[str]) -> int:
    process = subprocess.Popen(command)
    return process.wait()


def main() -> None:
    worker = threading.Thread(target=work, name="worker")
    worker.start()
    _ready.set()
    _jobs.put("stop")
    worker.join()
