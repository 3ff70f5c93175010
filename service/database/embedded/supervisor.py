"""
The process that keeps the embedded server running for as long as its owner lives.

    python -m service.database.embedded --bin-dir DIR --state-dir DIR --lock-fd N --max-connections N

The owner holds the other ends of its stdin and stdout. It tells the owner one JSON line, `{"notes": [...]}`
when the server answers or `{"error": "..."}` when it gives up, and then watches:

  stdin ends (the owner stopped or died), SIGTERM, SIGINT    stop the server and leave
  the server dies                                            start it again, with a growing pause

Nothing is ever written to its stdin. The lock it inherits is free again once it is gone.
It has no threads between calls: Linux ends a child when the *thread* that made it ends.
"""

import argparse
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import IO

import psutil
import psycopg

from service.database.embedded.cluster import Cluster
from service.database.embedded.layout import EmbeddedPostgresError, layout_of

INITDB_WITHIN_S = 60.0
ANSWER_WITHIN_S = 60.0  # Recovery after a crash is part of this.
FIRST_START_TRIES_FOR_S = 5.0  # The processes of a killed postmaster need a moment to be gone.
START_WITHIN_S = INITDB_WITHIN_S + ANSWER_WITHIN_S + FIRST_START_TRIES_FOR_S

ORPHAN_MAY_FINISH_S = 3.0
# SIGINT is a fast shutdown with a checkpoint, SIGQUIT leaves recovery to the next start. Whoever reacts to neither is
# frozen; the postmaster would give its frozen children another 5 s, which a deploy does not have.
STOP_LADDER = ((signal.SIGINT, 1.0), (signal.SIGQUIT, 1.0), (signal.SIGKILL, 1.0))
STOP_WITHIN_S = sum(patience_s for _, patience_s in STOP_LADDER)

OWNER_GRACE_S = 0.3  # When both were killed, the end of stdin may come a little after the server's death.
FIRST_RESTART_PAUSE_S = 0.1
LONGEST_RESTART_PAUSE_S = 5.0
STEADY_AFTER_S = 60.0


class StopRequested(Exception):
    """The owner is gone, or somebody asked us to stop."""


class ServerExited(EmbeddedPostgresError):
    """The server ended before it answered."""


class Owner:
    """The two pipes to the owner, and whatever else may wake us."""

    def __init__(self) -> None:
        self.is_stopping = False
        self._wake_fd, wake_writer = os.pipe()
        os.set_blocking(self._wake_fd, False)
        os.set_blocking(wake_writer, False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(sys.stdin.fileno(), selectors.EVENT_READ)
        self._selector.register(self._wake_fd, selectors.EVENT_READ)
        signal.set_wakeup_fd(wake_writer, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)  # Only to be woken.
        signal.signal(signal.SIGTERM, self._on_stop_signal)
        signal.signal(signal.SIGINT, self._on_stop_signal)

    def pause(self, seconds: float) -> None:
        """
        Wait until a signal (a child ended, for instance) or for *seconds*, whichever comes first.

        Raises:
            StopRequested: at once when the owner is gone or wants us to stop.
        """
        for key, _ in self._selector.select(seconds):
            if key.fd == self._wake_fd:
                with suppress(BlockingIOError):
                    os.read(self._wake_fd, 512)
            elif _is_at_end(key.fd):
                self.is_stopping = True
        if self.is_stopping:
            raise StopRequested

    def sleep(self, seconds: float) -> None:
        """Like `pause`, but a signal does not end it."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.pause(left)

    def tell(self, **message: object) -> None:
        """Send the one line the owner waits for."""
        with suppress(OSError):  # It may be gone; the end of stdin says so, too.
            os.write(sys.stdout.fileno(), json.dumps(message).encode() + b"\n")

    def _on_stop_signal(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True


class Supervisor:
    """One server, from the first start to the last stop."""

    def __init__(self, cluster: Cluster, owner: Owner, log: IO[bytes]) -> None:
        self._cluster = cluster
        self._owner = owner
        self._log_file = log
        self._server: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """
        Start the server, tell the owner, and keep it running. Returns only by an exception.

        Raises:
            StopRequested: the owner wants no server any more. None is left.
            EmbeddedPostgresError: there was no first start. No server is left.
        """
        try:
            self._first_start()
            self._owner.tell(notes=self._notes())
            self._keep_running()
        finally:
            self._stop()

    def _first_start(self) -> None:
        if self._cluster.exists:
            self._cluster.check_version()
        else:
            self._cluster.check_not_elsewhere()
        self._cluster.prepare()
        self._end_orphan()
        if not self._cluster.exists:
            self._initdb()
        give_up_at = time.monotonic() + FIRST_START_TRIES_FOR_S
        while True:
            try:
                return self._start()
            except ServerExited:
                if time.monotonic() >= give_up_at:
                    raise
            self._owner.sleep(FIRST_RESTART_PAUSE_S)

    def _notes(self) -> list[str]:
        layout = self._cluster.layout
        if layout.home == layout.state_dir:
            return []
        account = layout.server.name
        return [f"account {account} cannot reach {layout.state_dir}: the data is in {layout.pgdata}"]

    def _initdb(self) -> None:
        started_at = self._log_file.tell()
        initdb, made = self._cluster.spawn_initdb(self._log_file)
        try:
            if not self._wait(INITDB_WITHIN_S, lambda: initdb.poll() is not None):
                raise EmbeddedPostgresError(f"initdb did not finish in {INITDB_WITHIN_S:.0f} s")
        finally:
            with suppress(ProcessLookupError):
                os.killpg(initdb.pid, signal.SIGKILL)
            initdb.wait(timeout=1)
        if initdb.returncode != 0:
            raise EmbeddedPostgresError(f"initdb failed: {self._complaint_since(started_at)}")
        self._cluster.adopt_data(made)

    def _start(self) -> None:
        """
        Start the server and wait until it answers, at most `ANSWER_WITHIN_S`.

        Raises:
            ServerExited: it ended first. It was reaped.
            EmbeddedPostgresError: it runs and does not answer; then it was stopped.
        """
        self._end_orphan()
        self._cluster.clear_stale_files()
        started_at = self._log_file.seek(0, os.SEEK_END)
        self._server = self._cluster.spawn_server(self._log_file)
        try:
            if not self._wait(ANSWER_WITHIN_S, self._is_up):
                raise EmbeddedPostgresError(f"PostgreSQL did not answer in {ANSWER_WITHIN_S:.0f} s")
            self._cluster.ensure_database()
        except ServerExited as exc:
            raise ServerExited(f"PostgreSQL did not start: {self._complaint_since(started_at)}") from exc
        except (EmbeddedPostgresError, psycopg.Error) as exc:
            self._stop()
            raise EmbeddedPostgresError(f"PostgreSQL did not become usable: {_one_line(exc)}") from exc

    def _is_up(self) -> bool:
        if not self._is_alive():
            raise ServerExited
        try:
            self._cluster.check_answers()
        except psycopg.Error:
            return False
        return True

    def _is_alive(self) -> bool:
        return self._server is not None and self._server.poll() is None

    def _keep_running(self) -> None:
        """Watch the server and start it again whenever it dies: nobody else would notice."""
        pause_s = FIRST_RESTART_PAUSE_S
        while True:
            up_since = time.monotonic()
            while self._is_alive():
                self._owner.pause(LONGEST_RESTART_PAUSE_S)
            self._owner.sleep(OWNER_GRACE_S)
            if time.monotonic() - up_since > STEADY_AFTER_S:
                pause_s = FIRST_RESTART_PAUSE_S
            pause_s = self._restart(pause_s)

    def _restart(self, pause_s: float) -> float:
        """Try until the server answers again. Returns the pause to make before a next restart."""
        while True:
            self._say(f"the server is gone, starting it again in {pause_s:.1f} s")
            self._owner.sleep(pause_s)
            pause_s = min(2 * pause_s, LONGEST_RESTART_PAUSE_S)
            try:
                self._start()
            except (EmbeddedPostgresError, OSError) as exc:
                self._say(_one_line(exc))
            else:
                return pause_s

    def _end_orphan(self) -> None:
        """Wait for a server of ours whose owner was killed, and stop it if it does not end by itself."""
        if self._wait(ORPHAN_MAY_FINISH_S, self._has_no_orphan):
            return
        for number, patience_s in STOP_LADDER:
            pid = self._cluster.orphan_pid()
            if pid is not None:
                _signal(pid, number)
            if self._wait(patience_s, self._has_no_orphan):
                return
        raise EmbeddedPostgresError(f"an old server over {self._cluster.layout.pgdata} cannot be stopped")

    def _has_no_orphan(self) -> bool:
        return self._cluster.orphan_pid() is None

    def _stop(self) -> None:
        """Stop the server if there is one, at most `STOP_WITHIN_S`."""
        server, self._server = self._server, None
        if server is None:
            return
        for number, patience_s in STOP_LADDER:
            _signal(server.pid, number)
            with suppress(subprocess.TimeoutExpired):
                server.wait(patience_s)
                return

    def _wait(self, within_s: float, is_done: Callable[[], bool]) -> bool:
        """Ask *is_done* until it is, at most *within_s* and its own last answer. Returns whether it was."""
        deadline, pause_s = time.monotonic() + within_s, 0.01
        while not is_done():
            if time.monotonic() >= deadline:
                return False
            self._owner.pause(pause_s)
            pause_s = min(1.5 * pause_s, 0.25)
        return True

    def _complaint_since(self, offset: int) -> str:
        """The last thing PostgreSQL complained about in its log after *offset*."""
        path = self._cluster.layout.log
        with path.open("rb") as log:
            log.seek(offset)
            lines = log.read(64 * 1024).decode(errors="replace").splitlines()
        complaints = [line for line in lines if "FATAL:" in line or "PANIC:" in line or "error:" in line]
        last = (complaints or lines or ["it said nothing"])[-1].strip()
        return f"{last} (see {path})"

    def _say(self, text: str) -> None:
        line = f"{time.strftime('%Y-%m-%d %H:%M:%S %Z')} surelock supervisor: {text}\n"
        with suppress(OSError):  # A full disk must not end the supervisor.
            self._log_file.write(line.encode())


def _is_at_end(fd: int) -> bool:
    try:
        return not os.read(fd, 512)
    except ConnectionResetError:
        return True  # The owner died without reading our line.


def _signal(postmaster: int, number: signal.Signals) -> None:
    """Send *number*; what kills goes to the postmaster's children, too, which nobody would be left to end."""
    with suppress(psutil.NoSuchProcess):
        server = psutil.Process(postmaster)
        children = server.children(recursive=True) if number is signal.SIGKILL else []
        for process in [server, *children]:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)


def _one_line(exc: Exception) -> str:
    return " ".join(str(exc).split())


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin-dir", type=Path, required=True)
    parser.add_argument("--state-dir", type=Path, required=True)
    parser.add_argument("--lock-fd", type=int, required=True)
    parser.add_argument("--max-connections", type=int, required=True)
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Run until there is no owner. Returns the exit code."""
    options = _parse(arguments)
    os.set_inheritable(options.lock_fd, False)  # The lock is ours; the server must not keep it.
    owner = Owner()
    try:
        cluster = Cluster(layout_of(options.state_dir), options.bin_dir, options.max_connections)
        with cluster.layout.log.open("ab", buffering=0) as log:
            Supervisor(cluster, owner, log).run()
    except StopRequested:
        return 0
    except (EmbeddedPostgresError, OSError) as exc:
        owner.tell(error=_one_line(exc))
    return 1
