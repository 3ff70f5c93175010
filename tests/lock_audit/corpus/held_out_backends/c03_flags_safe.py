# corpus: strict not checked
"""Feature flags: fetched over HTTP, swapped in under a re-entrant lock."""
import json
import logging
import threading
from pathlib import Path
from typing import Callable

import requests

log = logging.getLogger(__name__)


class FlagStore:
    def __init__(self, url: str, cache_file: Path) -> None:
        self._url = url
        self._cache_file = cache_file
        self._lock = threading.RLock()
        self._flags: dict[str, bool] = {}
        self._version = 0
        self._listeners: list[Callable[[int], None]] = []

    def refresh(self) -> int:
        response = requests.get(self._url, timeout=5)
        response.raise_for_status()
        fresh = {str(k): bool(v) for k, v in response.json().items()}
        with self._lock:
            self._flags.clear()
            self._flags.update(fresh)
            version = self._bump()
            listeners = list(self._listeners)
            body = json.dumps(self._flags)
        self._cache_file.write_text(body)
        for listener in listeners:
            listener(version)
        log.info("flags at version %d", version)
        return version

    def _bump(self) -> int:
        with self._lock:
            self._version += 1
            return self._version

    def enabled(self, name: str, default: bool = False) -> bool:
        with self._lock:
            return self._flags.get(name, default)

    def snapshot(self) -> dict[str, bool]:
        with self._lock:
            return dict(self._flags)

    def names(self) -> list[str]:
        with self._lock:
            return [name for name, on in self._flags.items() if on]

    def subscribe(self, listener: Callable[[int], None]) -> None:
        with self._lock:
            self._listeners.append(listener)
            log.debug("listener added, %d now", len(self._listeners))

    def restore(self) -> None:
        text = self._cache_file.read_text()
        loaded = json.loads(text)
        with self._lock:
            self._flags.update(loaded)
