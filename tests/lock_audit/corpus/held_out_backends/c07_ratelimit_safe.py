# corpus: strict not checked
"""Admission control: a hash queue (limiter) and token buckets."""
from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass

import bcrypt
import requests

_hash_slots = threading.BoundedSemaphore(4)
_fetch_slots = threading.Semaphore(max(2, (os.cpu_count() or 2) * 2))


class Busy(Exception):
    pass


def check_password(password: bytes, digest: bytes) -> bool:
    if not _hash_slots.acquire(timeout=2.0):
        raise Busy("hash queue full")
    try:
        return bcrypt.checkpw(password, digest)
    finally:
        _hash_slots.release()


def hash_password(password: bytes) -> bytes:
    with _hash_slots:
        return bcrypt.hashpw(password, bcrypt.gensalt(12))


def fetch(url: str) -> bytes:
    with _fetch_slots:
        time.sleep(0.01)
        return requests.get(url, timeout=5).content


@dataclass
class Bucket:
    tokens: float
    stamp: float


class TokenBuckets:
    def __init__(self, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = burst
        self._lock = threading.Lock()
        self._freed = threading.Condition()
        self._buckets: dict[str, Bucket] = {}

    def allow(self, key: str, cost: float = 1.0) -> bool:
        now = time.monotonic()
        with self._lock:
            bucket = self._buckets.setdefault(key, Bucket(float(self._burst), now))
            self._refill(bucket, now)
            if bucket.tokens < cost:
                return False
            bucket.tokens -= cost
            return True

    def _refill(self, bucket: Bucket, now: float) -> None:
        bucket.tokens = min(self._burst, bucket.tokens + (now - bucket.stamp) * self._rate)
        bucket.stamp = now

    def wait_allowed(self, key: str, deadline: float) -> bool:
        while not self.allow(key):
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.02)
        return True

    def wait_freed(self, seconds: float) -> bool:
        with self._freed:
            return self._freed.wait(timeout=seconds)

    def free(self, key: str) -> None:
        with self._lock:
            self._buckets.pop(key, None)
        with self._freed:
            self._freed.notify_all()

    def admit(self, key: str) -> int:
        with _fetch_slots:
            with self._lock:
                self._buckets.pop(key, None)
                return len(self._buckets)
