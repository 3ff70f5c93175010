# corpus: strict not checked
"""Slow work on the branches where the lock is not held."""
from __future__ import annotations

import sqlite3
import threading
import time

import requests


class Deployments:
    def __init__(self, hook: str, path: str) -> None:
        self._hook = hook
        self._path = path
        self._lock = threading.Lock()
        self._current: str | None = None
        self._history: list[str] = []

    def deploy(self, version: str) -> bool:
        if not self._lock.acquire(timeout=0.5):
            self._tell("busy", version)
            return False
        try:
            self._current = version
            self._history.append(version)
        finally:
            self._lock.release()
        self._tell("deployed", version)
        return True

    def rollback(self) -> str | None:
        if self._lock.acquire(timeout=0.5):
            try:
                if len(self._history) > 1:
                    self._history.pop()
                self._current = self._history[-1] if self._history else None
                version = self._current
            finally:
                self._lock.release()
        else:
            time.sleep(0.1)
            self._tell("busy", "rollback")
            return None
        self._save(version)
        return version

    def replace(self, version: str) -> None:
        try:
            with self._lock:
                if version not in self._history:
                    raise KeyError(version)
                self._current = version
        except KeyError:
            self._tell("unknown", version)
        else:
            self._save(version)
        finally:
            self._tell("done", version)

    def current(self) -> str | None:
        if not self._lock.acquire(False):
            return self._load()
        try:
            return self._current
        finally:
            self._lock.release()

    def _tell(self, what: str, version: str) -> None:
        requests.post(self._hook, json={"what": what, "version": version}, timeout=2)

    def _save(self, version: str | None) -> None:
        conn = sqlite3.connect(self._path)
        conn.execute("UPDATE deployments SET version = ?", (version,))
        conn.commit()

    def _load(self) -> str | None:
        conn = sqlite3.connect(self._path)
        return conn.execute("SELECT version FROM deployments").fetchone()[0]
