from __future__ import annotations

import hashlib
import hmac
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import requests

from .store import RelayStore, Target, with_storage


class Sender:
    def __init__(self, store: RelayStore, key: bytes, parallel: int) -> None:
        self._store = store
        self._key = key
        self._slots = threading.BoundedSemaphore(parallel)
        self._executor = ThreadPoolExecutor(max_workers=parallel)

    def headers(self, payload: bytes) -> dict[str, str]:
        return {"X-Signature": hmac.new(self._key, payload, hashlib.sha256).hexdigest()}

    def send_one(self, target: Target, payload: bytes) -> bool:
        with self._slots:
            try:
                reply = requests.post(target.url, data=payload, headers=self.headers(payload), timeout=5)
            except requests.RequestException:
                return self._failure(target)
        return reply.ok or self._failure(target)

    def _failure(self, target: Target) -> bool:
        with_storage(self._store, "failed", lambda s: s.mark_failed(target.id))
        return False

    def fan_out(self, event: dict) -> int:
        payload = json.dumps(event).encode()

        def _choose(s: RelayStore) -> list[Target]:
            if not s.first_time(event["id"]):
                return []
            return s.healthy_targets()

        chosen = with_storage(self._store, "fan-out", _choose)
        futures = [self._executor.submit(self.send_one, t, payload) for t in chosen]
        return sum(1 for f in futures if f.result(timeout=30))

    def fan_out_later(self, event: dict) -> int:
        payload = json.dumps(event).encode()

        def _enqueue(s: RelayStore) -> int:
            targets = s.healthy_targets()
            for target in targets:
                self._executor.submit(self.send_one, target, payload)
            return len(targets)

        return with_storage(self._store, "later", _enqueue)
