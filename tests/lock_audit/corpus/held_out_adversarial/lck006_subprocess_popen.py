# corpus: strict not checked
import subprocess
import threading
from subprocess import Popen, PIPE


class Tool:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.n = 0

    def run(self, proc: subprocess.Popen) -> bytes:
        with self._lock:
            out, _ = proc.communicate(timeout=5)  # expect: LCK006
            self.n += 1
            return out

    def start(self, cmd: list[str]) -> None:
        with self._lock:
            p = Popen(cmd, stdout=PIPE)  # expect: LCK006
            self.n = p.pid

    def done(self, r: subprocess.CompletedProcess) -> bool:
        with self._lock:
            return r.returncode == 0 and r.args != []
