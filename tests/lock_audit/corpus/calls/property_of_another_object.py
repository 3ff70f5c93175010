# corpus: strict not checked
"""The property is read on an annotated parameter, and on an attribute of self."""
import subprocess
import threading


class Release:
    def __init__(self, folder: str) -> None:
        self.folder = folder

    @property
    def revision(self) -> str:
        return subprocess.run(["git", "rev-parse", "HEAD"], cwd=self.folder, capture_output=True, timeout=5).stdout

    @property
    def label(self) -> str:
        return self.folder.rsplit("/", 1)[-1]


class Deployments:
    def __init__(self, current: Release) -> None:
        self._current = current
        self._lock = threading.Lock()
        self._seen: dict[str, str] = {}

    def note_current(self) -> None:
        with self._lock:
            self._seen[self._current.label] = self._current.revision  # expect: LCK006 via revision -> subprocess.run

    def note(self, release: Release) -> None:
        with self._lock:
            self._seen[release.label] = "unknown"

    def note_exactly(self, release: Release) -> None:
        with self._lock:
            self._seen[release.label] = release.revision  # expect: LCK006 via revision -> subprocess.run
