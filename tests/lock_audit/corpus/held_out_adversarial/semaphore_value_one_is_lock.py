# corpus: strict not checked
import threading
import subprocess

_one = threading.Semaphore(value=1)
_one_b = threading.BoundedSemaphore(1)


def build(cmd: list[str]) -> None:
    with _one:
        subprocess.run(cmd, check=True)  # expect: LCK006


def build2(cmd: list[str]) -> int:
    with _one_b:
        out = subprocess.check_output(cmd)  # expect: LCK006
        return len(out)
