"""The folder of memory-mapped files through which any worker can tell the figures of all of them.

Each process writes files of its own there, named after what it is and not after its pid: `main` for the master, and
the number of its slot for a worker. A worker that takes a dead one's slot goes on with its files, so counters never go
backwards and nothing grows with restarts.
"""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

PREFIX = "surelock-metrics-"
# What prometheus_client makes a file of for each process; all our gauges are of the one kind.
GAUGE_MODE: Final = "livemax"
GAUGES = f"gauge_{GAUGE_MODE}"
FILE_KINDS = ("counter", "histogram", GAUGES)
FILE_BYTES = 512 * 1024  # some two thousand series; a file that gets full is doubled
MEMORY_MIN_FREE_BYTES = 32 * 1024 * 1024  # a container's /dev/shm may be small, and PostgreSQL wants some of it

_log = logging.getLogger("surelock.metrics")


class MetricsDirectory:
    """
    The folder of one master. Only the master makes, prepares and removes anything in it.

    The master holds a lock on it as long as it lives. A folder whose lock is free was left behind by a master that
    was killed; a pid could not tell, since containers that share a folder have the same ones.
    """

    def __init__(self, path: Path, lock: int) -> None:
        self.path = path
        self._lock = lock

    @classmethod
    def make(cls) -> MetricsDirectory:
        """A fresh one, in memory where there is such a place. Removes what dead masters have left."""
        base = _base()
        _sweep(base)
        unlocked = Path(tempfile.mkdtemp(prefix=f".{PREFIX}{os.getpid()}-", dir=base))
        lock = os.open(unlocked, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # It gets the name that is looked for only now, so nobody takes it for one that was left behind.
        return cls(unlocked.rename(base / unlocked.name.removeprefix(".")), lock)

    def prepare(self, process: str) -> bool:
        """
        Before *process* starts: its files, whole and with their space taken; tells and says no when there is none.

        A write through a mapping that finds no space left kills the process (SIGBUS). And a file that is there at
        once as a whole is never met half-made by a reader.
        """
        try:
            for kind in FILE_KINDS:
                file = self.path / f"{kind}_{process}.db"
                if not file.exists():
                    _make_whole(file)
        except OSError as exc:
            _log.warning("no space for the metrics of a process; it counts for itself alone", exc_info=exc)
            return False
        return True

    def forget_gauges(self, process: str) -> None:
        """After *process* has died: what it said of its own state. Its counts stay."""
        with suppress(OSError):
            (self.path / f"{GAUGES}_{process}.db").unlink()

    def close_after_fork(self) -> None:
        """In a child: the lock is the master's."""
        os.close(self._lock)

    def remove(self) -> None:
        """In the master, when no worker is left."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def _base() -> Path:
    memory = Path("/dev/shm")  # noqa: S108  only for a folder that mkdtemp makes
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= MEMORY_MIN_FREE_BYTES:
        return memory
    return Path(tempfile.gettempdir())


def _make_whole(file: Path) -> None:
    unfinished = file.with_suffix(".unfinished")
    try:
        with unfinished.open("wb") as opened:
            os.posix_fallocate(opened.fileno(), 0, FILE_BYTES)
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)


def _sweep(base: Path) -> None:
    for left in base.glob(f"{PREFIX}*"):
        with suppress(OSError):  # somebody else's, or somebody else is at it
            _remove_unless_locked(left)


def _remove_unless_locked(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if os.fstat(opened).st_uid != os.geteuid():
            return
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder)
    finally:
        os.close(opened)
