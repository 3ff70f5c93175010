# corpus: strict not checked
"""Two calls deep a settings file is written; the report belongs to the call under the lock."""

import json
import threading
from pathlib import Path


class Settings:
    def __init__(self, path: Path):
        self._lock = threading.Lock()
        self._path = path
        self._values: dict[str, str] = {}

    def set(self, name: str, value: str) -> None:
        with self._lock:
            self._values[name] = value
            self._save_locked()  # expect: LCK006 via _save_locked -> _replace -> write_text

    def set_later(self, name: str, value: str) -> None:
        with self._lock:
            self._values[name] = value
            text = self._encode_locked()
        _replace(self._path, text)

    def _encode_locked(self) -> str:
        return json.dumps(self._values, sort_keys=True)

    def _save_locked(self) -> None:
        text = self._encode_locked()
        _replace(self._path, text)


def _replace(path: Path, text: str) -> None:
    path.write_text(text)
