# corpus: strict not checked
"""A supervisor that starts the worker outside the lock and still waits for it inside."""

import subprocess
import threading


class Supervisor:
    def __init__(self, command: list[str]):
        self._lock = threading.RLock()
        self._command = command
        self._restarts = 0

    def run_once(self) -> int:
        child = subprocess.Popen(self._command, stdout=subprocess.PIPE)
        with self._lock:
            self._restarts += 1
            child.communicate(timeout=30)  # expect: LCK006
            return child.returncode

    def run_and_count(self) -> int:
        child = subprocess.Popen(self._command)
        code = child.wait(timeout=30)
        with self._lock:
            self._restarts += 1
        return code

    def restart(self) -> None:
        with self._lock:
            child = subprocess.Popen(self._command)  # expect: LCK006
            self._restarts += 1
            child.wait(timeout=1)  # expect: LCK006
