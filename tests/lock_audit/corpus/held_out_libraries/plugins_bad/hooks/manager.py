from __future__ import annotations

import threading
from typing import Dict, List

from . import steps as _steps
from .steps import HANDLERS, Audit, Notify


class Manager:
    def __init__(self, url: str) -> None:
        self._lock = threading.Lock()
        self._notify = Notify(url)
        self._audit = Audit()
        self._payloads: List[Dict] = []

    def record(self, payload: Dict) -> Dict:
        with self._lock:
            payload = self._audit.apply(payload)
            self._payloads.append(payload)
        return self._notify.apply(payload)

    def record_in_order(self, payload: Dict) -> Dict:
        with self._lock:
            self._payloads.append(payload)
            return self._notify.apply(payload)  # expect: LCK005 via apply -> put

    def compress(self, path: str) -> int:
        with self._lock:
            code = _steps.compress(path)  # expect: LCK006 via compress -> check_call
            self._payloads.append({"path": path, "code": code})
        return code

    def handle(self, path: str) -> int:
        with self._lock:
            return HANDLERS["compress"](path)  # expect: LCK006

    def payloads(self) -> List[Dict]:
        with self._lock:
            return self._payloads  # expect: LCK009

    def take(self) -> List[Dict]:
        with self._lock:
            payloads, self._payloads = self._payloads, []
        return payloads

    def count(self) -> int:
        with self._lock:
            return len(self._payloads)
