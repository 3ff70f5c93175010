# corpus: strict not checked
import shlex
import subprocess
import threading
from subprocess import run as sh

_lock = threading.Lock()
_jobs = {}


def start(name):
    with _lock:
        args = shlex.split("echo " + name)
        _jobs[name] = args
        sh(args, timeout=1)  # expect: LCK006


def wait(name, proc: subprocess.Popen):
    with _lock:
        code = proc.wait(timeout=1)  # expect: LCK006
        _jobs[name] = code
    return proc.wait(timeout=1)


def version():
    with _lock:
        _jobs["v"] = subprocess.check_output(["git", "--version"])  # expect: LCK006


def version_before():
    out = subprocess.check_output(["git", "--version"])
    with _lock:
        _jobs["v"] = out
