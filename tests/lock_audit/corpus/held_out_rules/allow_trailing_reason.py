# corpus: strict not checked
"""Boot-time barrier of the plugin host."""
from __future__ import annotations

import threading


class PluginHost:
    def __init__(self) -> None:
        self._boot_lock = threading.Lock()
        self._plugins: dict[str, object] = {}
        self._booted = False

    def boot(self, factories: dict[str, object]) -> bool:
        # expect-next: LCK001[suppressed]
        self._boot_lock.acquire()  # lock-audit: allow LCK001 -- single-threaded start-up, no one else can hold it
        try:
            if self._booted:
                return False
            for name, factory in factories.items():
                self._plugins[name] = factory
            self._booted = True
            return True
        finally:
            self._boot_lock.release()

    def lookup(self, name: str):
        with self._boot_lock:
            return self._plugins.get(name)
