# corpus: strict not checked
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor


class CronEntry(object):
    def __init__(self, name, argv, every):
        self.name = name
        self.argv = argv
        self.every = every
        self.next_run = 0.0
        self.last_code = None


class CronRunner(object):
    def __init__(self, workers=2):
        self._lock = threading.RLock()
        self._wake = threading.Condition(self._lock)
        self._entries = {}
        self._executor = ThreadPoolExecutor(max_workers=workers)
        self._thread = threading.Thread(target=self._loop, daemon=True)
        self._running = True

    def add(self, name, argv, every):
        with self._lock:
            self._entries[name] = CronEntry(name, argv, every)
            self._wake.notify()

    def _spawn(self, entry):
        entry.last_code = subprocess.call(entry.argv)
        return entry.last_code

    def _due(self, now):
        with self._lock:
            return [e for e in self._entries.values() if e.next_run <= now]

    def _loop(self):
        while self._running:
            now = time.time()
            for entry in self._due(now):
                entry.next_run = now + entry.every
                self._executor.submit(self._spawn, entry)
            with self._wake:
                self._wake.wait(1.0)

    def run_now(self, name):
        with self._lock:
            entry = self._entries[name]
            entry.next_run = time.time() + entry.every
            return self._spawn(entry)  # expect: LCK006 via _spawn -> call

    def run_async(self, name):
        with self._lock:
            entry = self._entries[name]
            return self._executor.submit(self._spawn, entry)

    def run_and_wait(self, name):
        with self._lock:
            entry = self._entries[name]
            future = self._executor.submit(self._spawn, entry)
            return future.result(timeout=30)  # expect: LCK006

    def stop(self):
        with self._wake:
            self._running = False
            self._wake.notify_all()
            self._thread.join(5.0)  # expect: LCK006

    def remove(self, name):
        self._lock.acquire()  # expect: LCK001 LCK008
        self._entries.pop(name)
        self._lock.release()

    def names(self):
        with self._lock:
            return list(self._entries)
