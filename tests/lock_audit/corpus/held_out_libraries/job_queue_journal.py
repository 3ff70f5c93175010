# corpus: strict not checked
"""Persistent job queue with an append-only journal."""
import json
import os
import queue
import threading


class JournalError(Exception):
    pass


class Journal(object):
    def __init__(self, path):
        self.path = path
        self._fh = open(path, "ab", buffering=0)

    def append(self, record):
        self._fh.write(json.dumps(record).encode("utf-8") + b"\n")

    def sync(self):
        os.fsync(self._fh.fileno())


class DurableQueue(object):
    def __init__(self, path, workers=2):
        self._journal = Journal(path)
        self._lock = threading.Lock()
        self._pending = {}
        self._ready = queue.Queue(maxsize=64)
        self._done = queue.Queue()
        self._threads = [threading.Thread(target=self._work) for _ in range(workers)]

    def _work(self):
        while True:
            job_id = self._ready.get()
            with self._lock:
                payload = self._pending.pop(job_id, None)
            self._done.put((job_id, payload))

    def submit(self, job_id, payload):
        with self._lock:
            if job_id in self._pending:
                raise JournalError(job_id)
            self._pending[job_id] = payload
            self._journal.append({"id": job_id, "payload": payload})  # expect: LCK006 via append -> write
        self._ready.put(job_id)

    def submit_locked(self, job_id, payload):
        with self._lock:
            self._pending[job_id] = payload
            self._ready.put(job_id)  # expect: LCK006

    def collect(self):
        with self._lock:
            job_id, payload = self._done.get(timeout=1)  # expect: LCK006
            self._pending.pop(job_id, None)
        return payload

    def collect_ready(self):
        results = []
        with self._lock:
            while True:
                try:
                    job_id, payload = self._done.get_nowait()
                except queue.Empty:
                    break
                self._pending.pop(job_id, None)
                results.append(payload)
        return results

    def checkpoint(self):
        with self._lock:
            count = len(self._pending)
            self._journal.sync()  # expect: LCK006 via sync -> fsync
        return count

    def checkpoint_later(self):
        with self._lock:
            timer = threading.Timer(1.0, self._journal.sync)
            timer.start()
        return timer

    def pending(self):
        with self._lock:
            return dict(self._pending)
