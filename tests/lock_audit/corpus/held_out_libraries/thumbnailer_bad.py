# corpus: strict not checked
import os
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor

_size_lock = threading.Lock()
_sizes = {}


def identify(path):
    out = subprocess.check_output(["identify", "-format", "%w %h", path])
    width, height = out.split()
    return int(width), int(height)


def size_of(path):
    with _size_lock:
        if path not in _sizes:
            _sizes[path] = identify(path)  # expect: LCK006 via identify -> check_output
        return _sizes[path]


def size_of_fast(path):
    with _size_lock:
        if path in _sizes:
            return _sizes[path]
    size = identify(path)
    with _size_lock:
        return _sizes.setdefault(path, size)


class Job(object):
    __slots__ = ("source", "width", "future")

    def __init__(self, source, width):
        self.source = source
        self.width = width
        self.future = None

    def command(self):
        return ["convert", self.source, "-resize", str(self.width), self.target]

    @property
    def target(self):
        root, ext = os.path.splitext(self.source)
        return "%s-%d%s" % (root, self.width, ext)


class Thumbnails(object):
    def __init__(self, workers):
        self._executor = ThreadPoolExecutor(workers)
        self._slots = threading.BoundedSemaphore(workers)
        self._lock = threading.Lock()
        self._jobs = {}

    def submit(self, source, width):
        job = Job(source, width)
        with self._lock:
            job.future = self._executor.submit(subprocess.check_call, job.command())
            self._jobs[job.target] = job
        return job

    def render(self, source, width):
        job = Job(source, width)
        with self._slots:
            subprocess.check_call(job.command())
        return job.target

    def render_locked(self, source, width):
        job = Job(source, width)
        with self._lock:
            self._jobs[job.target] = job
            subprocess.Popen(job.command()).wait()  # expect: LCK006
        return job.target

    def throttle(self):
        self._slots.acquire(timeout=2.0)  # expect: LCK008
        try:
            return len(self._jobs)
        finally:
            self._slots.release()

    def jobs(self):
        with self._lock:
            return self._jobs.keys()  # expect: LCK009

    def forget(self, target):
        with self._lock:
            return self._jobs.pop(target, None)
