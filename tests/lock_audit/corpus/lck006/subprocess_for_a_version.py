# corpus: strict not checked
"""The build cache asks git for the revision; two of three methods do it under the lock."""

import subprocess
import threading

_revision_lock = threading.Lock()
_revisions: dict[str, str] = {}


def revision(path: str) -> str:
    with _revision_lock:
        if path not in _revisions:
            answer = subprocess.run(["git", "-C", path, "rev-parse", "HEAD"], capture_output=True, timeout=5)  # expect: LCK006
            _revisions[path] = answer.stdout.decode().strip()
        return _revisions[path]


def describe(path: str) -> str:
    with _revision_lock:
        _revisions[path] = (
            subprocess.check_output(  # expect: LCK006
                ["git", "-C", path, "describe"],
                timeout=5,
            )
            .decode()
            .strip()
        )
        return _revisions[path]


def revision_unlocked_read(path: str) -> str:
    answer = subprocess.run(["git", "-C", path, "rev-parse", "HEAD"], capture_output=True, timeout=5)
    text = answer.stdout.decode().strip()
    with _revision_lock:
        return _revisions.setdefault(path, text)
