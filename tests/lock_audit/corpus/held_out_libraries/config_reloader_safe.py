# corpus: strict not checked
from __future__ import annotations

import json
import logging
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Callable, List, Mapping, Optional

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Snapshot:
    version: int
    values: Mapping[str, Any]
    mtime: float


class ConfigWatcher:
    def __init__(self, path: os.PathLike, interval: float = 2.0) -> None:
        self._path = Path(path)
        self._interval = interval
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._listeners: List[Callable[[Snapshot], None]] = []
        self._thread: Optional[threading.Thread] = None
        self._current = self._read(version=1)

    def _read(self, version: int) -> Snapshot:
        mtime = os.stat(self._path).st_mtime
        with open(self._path, encoding="utf-8") as fh:
            values = json.load(fh)
        return Snapshot(version, MappingProxyType(values), mtime)

    @property
    def version(self) -> int:
        with self._lock:
            return self._current.version

    def get(self, key: str, default: Any = None) -> Any:
        with self._lock:
            snapshot = self._current
        return snapshot.values.get(key, default)

    def on_change(self, listener: Callable[[Snapshot], None]) -> Callable[[Snapshot], None]:
        with self._lock:
            self._listeners.append(listener)
        return listener

    def reload_if_changed(self) -> bool:
        with self._lock:
            known = self._current
        if os.stat(self._path).st_mtime == known.mtime:
            return False
        fresh = self._read(known.version + 1)
        with self._lock:
            if self._current is not known:
                return False
            self._current = fresh
            listeners = list(self._listeners)
        for listener in listeners:
            listener(fresh)
        return True

    def _loop(self) -> None:
        while not self._stop.wait(self._interval):
            try:
                self.reload_if_changed()
            except (OSError, ValueError):
                log.exception("could not reload %s", self._path)

    def start(self) -> "ConfigWatcher":
        thread = threading.Thread(target=self._loop, name="config", daemon=True)
        with self._lock:
            if self._thread is not None:
                raise RuntimeError("already started")
            self._thread = thread
        thread.start()
        return self

    def stop(self) -> None:
        self._stop.set()
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.join(timeout=self._interval * 2)
