# corpus: strict not checked
"""Leaving `with process` waits for its end."""

import subprocess
import threading

_lock = threading.Lock()
_runs: list[int] = []


def run(process: subprocess.Popen) -> None:
    with _lock:
        with process:  # expect: LCK006
            _runs.append(process.pid)


def run_outside(process: subprocess.Popen) -> None:
    with _lock:
        _runs.append(process.pid)
    with process:
        pass
