# corpus: strict not checked
import os
import threading

_lock = threading.Lock()
_n = [0]


def lock_first(path):
    with _lock, open(path) as fh:  # expect: LCK006
        return fh.read()  # expect: LCK006


def file_first(path, text):
    with open(path, "w") as fh, _lock:
        _n[0] += 1
        fh.write(text)  # expect: LCK006


def synced(path, fd):
    with open(path) as fh:
        text = fh.read()
        with _lock:
            _n[0] += len(text)
            os.fsync(fd)  # expect: LCK006
        os.fsync(fd)
