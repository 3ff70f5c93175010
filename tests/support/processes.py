"""Looking at processes that may end at any moment, and sending them signals. That one is gone is no error."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

import psutil


def is_alive(process: psutil.Process) -> bool:
    """Whether it is there and works; one that only waits for whoever has it to take note of its end does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def is_alive_pid(pid: int) -> bool:
    try:
        return is_alive(psutil.Process(pid))
    except psutil.NoSuchProcess:
        return False


def command_of(process: psutil.Process) -> list[str]:
    """Its command line; empty when it has ended or is not for us to see."""
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


def signal_all(pids: list[int], sig: signal.Signals) -> None:
    """Send *sig* to all at once; a process that has gone already is fine."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, sig)


# The processes of an embedded PostgreSQL


def postmaster_pid(state: Path) -> int:
    """The pid of the server of the state directory *state*."""
    return int((state / "pgdata" / "postmaster.pid").read_text().split()[0])


def with_children(pid: int) -> list[int]:
    """The process, then all that descend from it."""
    return [pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))]


def processes_over(state: Path) -> list[psutil.Process]:
    """Every living process but our own that names *state* in its command or settings, or works in it."""
    return [
        process
        for process in psutil.process_iter()
        if process.pid != os.getpid() and _is_over(process, state) and is_alive(process)
    ]


def _is_over(process: psutil.Process, state: Path) -> bool:
    if str(state) in " ".join(command_of(process)):
        return True
    with suppress(psutil.Error):
        if process.cwd().startswith(str(state)):
            return True
    with suppress(psutil.Error):
        return process.environ().get("SURELOCK_STATE_DIR") == str(state)
    return False
