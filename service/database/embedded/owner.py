"""
The owner's side of the embedded server: start it, adopt it, stop it.

The owner is a gunicorn master or a one-shot command. It starts a supervisor process, which holds the
lock on the state directory, runs the server and ends when the owner does, however the owner ends.
"""

import fcntl
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import psycopg

from service.database.embedded.binaries import find_bin_dir
from service.database.embedded.cluster import check_answers
from service.database.embedded.layout import EmbeddedPostgresError, Layout, layout_of
from service.database.embedded.supervisor import START_WITHIN_S, STOP_WITHIN_S

DEFAULT_MAX_CONNECTIONS = 60
LOCK_POLL_S = 0.05
SUPERVISOR_MARGIN_S = 5.0  # It keeps its own, shorter bounds; ours are for when it is frozen.
LOG_KEPT_BYTES = 10 * 1024 * 1024


def conninfo(state_dir: Path) -> str:
    """
    The URL of the embedded database of *state_dir*, whether or not it runs.

    Every process of the same account computes the same one. Neither reads nor changes the database.

    Raises:
        EmbeddedPostgresError: no account on this machine can run the server.
    """
    return layout_of(state_dir).conninfo()


def is_run(state_dir: Path) -> bool:
    """
    Whether somebody runs the server of *state_dir*: the supervisor holds its lock as long as it lives.

    Says yes when it can't tell (no file descriptor left, say): only a lock that is free for certain is a no.
    """
    try:
        lock = os.open(layout_of(state_dir).lock, os.O_RDONLY)
    except OSError:
        return True
    try:
        return not _try_lock(lock, fcntl.LOCK_SH)
    finally:
        os.close(lock)


class EmbeddedPostgres:
    """
    A running embedded server: owned, or adopted from another process that owns it.

    An owned server lives until `stop()` or until this process ends, even by SIGKILL. An adopted one
    ends with its owner, so adopt for a short command only.
    """

    def __init__(self, layout: Layout, supervisor: "_SupervisorHandle | None", notes: tuple[str, ...] = ()) -> None:
        """Use `start`."""
        self.conninfo = layout.conninfo()
        self.owned = supervisor is not None
        self.notes = notes  # For the operator; the caller logs them.
        self._supervisor = supervisor

    @classmethod
    def start(
        cls,
        state_dir: Path,
        *,
        adopt: bool,
        bin_dir: str | None = None,
        wait_s: float = 30.0,
        max_connections: int = DEFAULT_MAX_CONNECTIONS,
        on_wait: Callable[[str], None] = lambda reason: None,
    ) -> "EmbeddedPostgres":
        """
        Own a server over *state_dir*, or with *adopt* use the one that already answers there.

        A server that we own takes *max_connections* at a time; an adopted one is as its owner made it.

        Waits at most *wait_s* while another process owns the state directory (and says so to *on_wait*, once), then
        at most `START_WITHIN_S` for initdb, crash recovery and the server's first answer.

        Raises:
            EmbeddedPostgresError: no server. No process of ours is left and no data was changed.
        """
        binaries = find_bin_dir(bin_dir)
        layout = _make_state_dir(state_dir)
        lock = _lock_or_adopt(layout, adopt, time.monotonic() + wait_s, on_wait)
        if lock is None:
            return cls(layout, None)
        try:
            supervisor = _SupervisorHandle(layout, binaries, lock, max_connections)
        finally:
            os.close(lock)  # The supervisor has it now; it is free when both copies are closed.
        return cls(layout, supervisor, supervisor.wait_until_ready())

    def stop(self) -> None:
        """
        Stop an owned server. Does nothing for an adopted one, in a forked child, or a second time.

        Waits at most `STOP_WITHIN_S` and a margin; the server is killed rather than left.
        """
        if self._supervisor is not None:
            self._supervisor.end()

    def close_after_fork(self) -> None:
        """Call this in a forked child: while it holds the pipe, its parent's death goes unnoticed."""
        if self._supervisor is not None:
            self._supervisor.forget_in_child()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()


class _SupervisorHandle:
    """
    The owner's side of the supervisor process and of the socket pair that is its stdin and stdout.

    Its end is noticed by the end of its stdout, never by `wait`: gunicorn's master reaps every child.
    """

    def __init__(self, layout: Layout, bin_dir: Path, lock: int, max_connections: int) -> None:
        self._owner_pid = os.getpid()
        self._socket, theirs = socket.socketpair()
        try:
            self._process = _spawn(layout, bin_dir, lock, max_connections, theirs)
        except OSError as exc:
            self._socket.close()
            raise EmbeddedPostgresError(f"cannot start the embedded PostgreSQL: {exc}") from exc
        finally:
            theirs.close()

    def wait_until_ready(self) -> tuple[str, ...]:
        """
        Wait for the supervisor's one line. Returns its notes.

        Raises:
            EmbeddedPostgresError: there is no server; the supervisor was ended.
        """
        try:
            message = self._read_message(START_WITHIN_S + SUPERVISOR_MARGIN_S)
        except BaseException:
            self.end()
            raise
        if "error" in message:
            self.end()
            raise EmbeddedPostgresError(message["error"])
        return tuple(message["notes"])

    def end(self) -> None:
        """Tell the supervisor, wait until it left, and kill it if it does not."""
        if os.getpid() != self._owner_pid or self._socket.fileno() == -1:
            return
        try:
            # Unlike close, this reaches the supervisor even while forked children hold the socket.
            self._socket.shutdown(socket.SHUT_WR)
            deadline = time.monotonic() + STOP_WITHIN_S + SUPERVISOR_MARGIN_S
            while self._receive(deadline):
                pass
        except OSError:
            self._process.kill()  # Its server ends with it.
        self._socket.close()
        # Only to leave no zombie. If somebody else reaped it, this returns at once.
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)

    def forget_in_child(self) -> None:
        """Close the inherited socket, in any process but the owner."""
        if os.getpid() != self._owner_pid:
            self._socket.close()
            self._process.returncode = 0  # Not our child here, so do not let Popen warn about it.

    def _read_message(self, within_s: float) -> dict[str, Any]:
        deadline, line = time.monotonic() + within_s, b""
        while not line.endswith(b"\n"):
            try:
                chunk = self._receive(deadline)
            except OSError as exc:
                raise EmbeddedPostgresError("the embedded PostgreSQL did not start in time") from exc
            if not chunk:
                raise EmbeddedPostgresError("the supervisor of the embedded PostgreSQL died, see pg.log")
            line += chunk
        message: dict[str, Any] = json.loads(line)
        return message

    def _receive(self, deadline: float) -> bytes:
        self._socket.settimeout(max(0.001, deadline - time.monotonic()))
        return self._socket.recv(4096)


def _spawn(
    layout: Layout, bin_dir: Path, lock: int, max_connections: int, pipe: socket.socket
) -> "subprocess.Popen[bytes]":
    """Start the supervisor with *pipe* as its stdin and stdout. It inherits the lock and nothing else."""
    root = Path(__file__).resolve().parents[3]
    # libpq and PostgreSQL read their own PG* variables, which were meant for another database.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH"))))
    command: list[str | Path] = [sys.executable, "-P", "-m", "service.database.embedded"]
    command += ["--bin-dir", bin_dir, "--state-dir", layout.state_dir, "--lock-fd", str(lock)]
    command += ["--max-connections", str(max_connections)]
    with _open_log(layout.log) as log:
        return subprocess.Popen(
            command,
            cwd="/",
            env=environment,
            stdin=pipe.fileno(),
            stdout=pipe.fileno(),
            stderr=log,
            pass_fds=(lock,),
            start_new_session=True,  # Ctrl-C in the terminal is for the owner.
        )


def _make_state_dir(state_dir: Path) -> Layout:
    """Create the state directory if it is missing, and see whose it is."""
    try:
        state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        layout = layout_of(state_dir)
        owner = layout.state_dir.stat().st_uid
        data_owner = layout.pgdata.stat().st_uid if layout.pgdata.exists() else None
    except OSError as exc:
        raise EmbeddedPostgresError(f"cannot use the state directory {state_dir}: {exc}") from exc
    ours = {layout.service.uid, layout.server.uid}
    if owner not in ours and owner == data_owner:
        # Root would get in, and leave files there that the account itself could not use any more.
        raise EmbeddedPostgresError(f"{layout.state_dir} belongs to uid {owner}; run this as that account")
    return layout


def _lock_or_adopt(layout: Layout, adopt: bool, deadline: float, on_wait: Callable[[str], None]) -> int | None:
    """
    Take the state lock and return its descriptor, or None if with *adopt* a server answered first.

    Raises:
        EmbeddedPostgresError: neither came true by *deadline*.
    """
    try:
        lock = os.open(layout.lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as exc:
        raise EmbeddedPostgresError(f"cannot use the state directory {layout.state_dir}: {exc}") from exc
    has_told = False
    try:
        while not _try_lock(lock):
            if not has_told and not adopt:
                on_wait(_held_message(layout, lock, adopt))
                has_told = True
            refusal = _refusal(layout) if adopt else None
            if adopt and refusal is None:
                os.close(lock)
                return None
            if time.monotonic() >= deadline:
                raise EmbeddedPostgresError(_held_message(layout, lock, adopt)) from refusal
            time.sleep(LOCK_POLL_S)
    except EmbeddedPostgresError:
        os.close(lock)
        raise
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)  # For the message above, in whoever waits for us.
    return lock


def _try_lock(lock: int, kind: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _refusal(layout: Layout) -> psycopg.Error | None:
    """Why the running server cannot be adopted, or None when it can."""
    try:
        check_answers(layout.conninfo(), layout.pgdata)
    except psycopg.Error as exc:
        return exc
    return None


def _held_message(layout: Layout, lock: int, adopt: bool) -> str:
    holder = os.pread(lock, 20, 0).decode(errors="replace").strip() or "unknown"
    problem = ", and its database does not answer" if adopt else ""
    return f"{layout.state_dir} is in use by process {holder}{problem}; stop it or use another directory"


def _open_log(path: Path) -> IO[bytes]:
    """The log to append to. One old log is kept, so that a machine's disk is not ours to fill."""
    if path.exists() and path.stat().st_size > LOG_KEPT_BYTES:
        path.replace(path.with_name(f"{path.name}.1"))
    return open(path, "ab", opener=lambda name, flags: os.open(name, flags, 0o600))
