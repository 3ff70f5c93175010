# corpus: strict not checked
import sqlite3
import subprocess
import threading
import time
from functools import partial

from flags import StateCell, run_locked
from flags.remote import fetch_flags

_boot_lock = threading.Lock()
cell = StateCell()


def refresh(url: str) -> None:
    cell.mutate(lambda d: d.update(fetch_flags(url)))  # expect: LCK005 via fetch_flags -> _get_json -> get


def refresh_early(url: str) -> None:
    flags = fetch_flags(url)
    cell.mutate(lambda d: d.update(flags))


def report(url: str) -> None:
    cell.after(lambda size: fetch_flags(f"{url}?size={size}"))


def _prune(flags: dict) -> int:
    for name in [n for n, on in flags.items() if not on]:
        flags.pop(name)
        time.sleep(0.001)  # expect: LCK006
    return len(flags)


def _store(conn: sqlite3.Connection, flags: dict) -> None:
    for name, on in flags.items():
        conn.execute("INSERT INTO flags VALUES (?, ?)", (name, on))  # expect: LCK004


def prune_and_store(conn: sqlite3.Connection) -> int:
    left = cell.mutate(_prune)
    cell.mutate(partial(_store, conn))
    return left


class Server:
    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._booted = False

    def boot(self) -> None:
        run_locked(_boot_lock, self._boot)

    def _boot(self) -> None:
        if not self._booted:
            subprocess.run(self._command, check=True, timeout=30)  # expect: LCK006
            self._booted = True
