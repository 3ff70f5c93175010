from __future__ import annotations

import subprocess
import threading
import time

from .sample import Sample
from .sinks import DiskSink, HttpSink, MemorySink


class Hub:
    _instances_lock = threading.Lock()
    _instances: dict[str, "Hub"] = {}

    def __init__(self, name: str, disk: DiskSink, http: HttpSink, memory: MemorySink) -> None:
        self.name = name
        self._disk = disk
        self._http = http
        self._memory = memory
        self._gate = threading.Semaphore(1)
        self._tags: dict[str, str] = {}

    @classmethod
    def register(cls, hub: Hub) -> None:
        with cls._instances_lock:
            cls._instances[hub.name] = hub

    @classmethod
    def find(cls, name: str) -> Hub | None:
        with cls._instances_lock:
            return cls._instances.get(name)

    @classmethod
    def register_tagged(cls, hub: Hub) -> None:
        with cls._instances_lock:
            cls._instances[hub.name] = hub
            hub._tags["host"] = cls._hostname()  # expect: LCK006 via _hostname -> check_output

    @staticmethod
    def _hostname() -> str:
        return subprocess.check_output(["hostname"], text=True, timeout=5).strip()

    def emit(self, name: str, value: float) -> None:
        sample = Sample(name, value, time.time())
        self._memory.accept(sample)
        self._disk.accept(sample)
        self._http.accept(sample)

    def tag(self, key: str, value: str) -> None:
        self._gate.acquire()  # expect: LCK001 LCK008
        self._tags[key] = value
        self._gate.release()

    def drain(self) -> int:
        with self._gate:
            n = self._memory.waiting()  # expect: LCK007
            self._tags["drained"] = str(n)
            return n
