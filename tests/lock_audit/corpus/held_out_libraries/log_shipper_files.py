# corpus: strict not checked
"""Rotating shipper; the audit log goes to a file of its own."""
import logging
import logging.handlers
import os
import queue
import threading
import time

plain = logging.getLogger("shipper")

audit = logging.getLogger("shipper.audit")
audit.addHandler(logging.FileHandler("/var/log/shipper/audit.log"))

_async_queue = queue.Queue()
offline = logging.getLogger("shipper.offline")
offline.propagate = False
offline.addHandler(logging.handlers.QueueHandler(_async_queue))


class SpoolFull(Exception):
    pass


class Spool(object):
    def __init__(self, folder, limit=10000):
        self.folder = folder
        self.limit = limit
        self._lock = threading.Lock()
        self._lines = []
        self._generation = 0

    def _path(self, generation):
        return os.path.join(self.folder, "spool-%06d.log" % generation)

    def _store(self, path, lines):
        with open(path, "w") as fh:
            fh.writelines(lines)

    def add(self, line):
        with self._lock:
            if len(self._lines) >= self.limit:
                plain.warning("spool is full")
                raise SpoolFull(self.folder)
            self._lines.append(line)
            offline.debug("added %d bytes", len(line))

    def drop(self, count):
        with self._lock:
            del self._lines[:count]
            audit.info("dropped %d lines", count)  # expect: LCK006

    def rotate(self):
        with self._lock:
            lines = self._lines
            self._lines = []
            self._generation += 1
            path = self._path(self._generation)
        self._store(path, lines)
        audit.info("rotated to %s", path)
        return path

    def rotate_now(self):
        with self._lock:
            self._generation += 1
            path = self._path(self._generation)
            self._store(path, self._lines)  # expect: LCK006 via _store -> open
            self._lines = []
        return path

    def wait_empty(self, timeout):
        deadline = time.time() + timeout
        self._lock.acquire(timeout=timeout)  # expect: LCK008
        try:
            return not self._lines and time.time() < deadline
        finally:
            self._lock.release()

    def tail(self, count):
        with self._lock:
            return self._lines[-count:]

    def filtered(self, needle):
        with self._lock:
            return (line for line in self._lines if needle in line)  # expect: LCK009
