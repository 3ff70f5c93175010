# corpus: strict not checked
import threading
from typing import Dict


class FeatureFlags:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flags: Dict[str, bool] = {}

    def toggle(self, name: str) -> bool:
        got = self._lock.acquire(timeout=0.2)  # expect: LCK008
        try:
            if not got:
                return False
            self._flags[name] = not self._flags.get(name, False)
            return True
        finally:
            self._lock.release()

    def enabled(self, name: str) -> bool:
        with self._lock:
            return self._flags.get(name, False)
