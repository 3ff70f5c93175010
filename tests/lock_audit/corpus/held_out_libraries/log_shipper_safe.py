# corpus: strict not checked
from __future__ import annotations

import json
import logging
import threading
import time
from typing import List, Optional

import requests


class HttpShipper(logging.Handler):
    """Batches records and posts them from one background thread."""

    def __init__(self, url: str, batch: int = 200, interval: float = 1.0) -> None:
        super().__init__()
        self._url = url
        self._batch = batch
        self._interval = interval
        self._cond = threading.Condition(threading.Lock())
        self._buffer: List[dict] = []
        self._dropped = 0
        self._closing = False
        self._session = requests.Session()
        self._worker = threading.Thread(target=self._run, name="log-shipper", daemon=True)
        self._worker.start()

    def emit(self, record: logging.LogRecord) -> None:
        entry = {"ts": record.created, "level": record.levelname, "msg": record.getMessage()}
        with self._cond:
            if len(self._buffer) >= self._batch * 10:
                self._dropped += 1
                return
            self._buffer.append(entry)
            if len(self._buffer) >= self._batch:
                self._cond.notify()

    def _next_batch(self) -> Optional[List[dict]]:
        deadline = time.monotonic() + self._interval
        with self._cond:
            while len(self._buffer) < self._batch and not self._closing:
                remaining = deadline - time.monotonic()
                if remaining <= 0:
                    break
                self._cond.wait(remaining)
            if self._closing and not self._buffer:
                return None
            batch = self._buffer[: self._batch]
            del self._buffer[: self._batch]
        return batch

    def _post(self, batch: List[dict]) -> None:
        body = "\n".join(json.dumps(entry) for entry in batch)
        for attempt in range(3):
            try:
                self._session.post(self._url, data=body, timeout=5)
                return
            except requests.RequestException:
                time.sleep(0.5 * (attempt + 1))
        with self._cond:
            self._dropped += len(batch)

    def _run(self) -> None:
        while True:
            batch = self._next_batch()
            if batch is None:
                return
            if batch:
                self._post(batch)

    def dropped(self) -> int:
        with self._cond:
            return self._dropped

    def close(self) -> None:
        with self._cond:
            self._closing = True
            self._cond.notify_all()
        self._worker.join(timeout=10)
        super().close()
