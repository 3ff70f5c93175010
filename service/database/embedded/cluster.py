"""The data directory and the server process over it. The caller holds the state lock."""

import ctypes
import locale
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import IO

import psycopg

from service.database.embedded.binaries import make_shared_dir, runnable_bin_dir, server_version
from service.database.embedded.layout import (
    DATABASE,
    PORT,
    ROLE,
    EmbeddedPostgresError,
    Layout,
)

CONNECT_TIMEOUT_S = 2
QUERY_TIMEOUT_S = 2.0
CREATE_DATABASE_TIMEOUT_S = 30.0
PS_TIMEOUT_S = 2.0
PR_SET_PDEATHSIG = 1

# What a child of ours may see of the environment: enough to find its libraries, and no secrets.
CHILD_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR", "LANG")

SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "shared_buffers": "64MB",
    # A container's /dev/shm is often 64 MB in all.
    "dynamic_shared_memory_type": "mmap",
    # The default of 1 GB would fill a small volume and make recovery after a crash slow.
    "max_wal_size": "256MB",
    "fsync": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Starts, stops and crashes, but no failed statements: those name users, and the service records them.
    "log_min_messages": "log",
    "log_checkpoints": "off",
}


class Cluster:
    """One data directory, and how to run a server over it."""

    def __init__(self, layout: Layout, bin_dir: Path, max_connections: int) -> None:
        self.layout = layout
        self._max_connections = max_connections
        self._bin_dir = runnable_bin_dir(bin_dir, layout.server)
        self._version = server_version(self._bin_dir)
        self._admin_conninfo = layout.conninfo("postgres")

    @property
    def exists(self) -> bool:
        """Whether there is data. An empty directory is none."""
        pgdata = self.layout.pgdata
        return pgdata.is_dir() and any(pgdata.iterdir())

    def check_version(self) -> None:
        """
        Compare the data's version with the server's. Reads one file, changes nothing.

        Raises:
            EmbeddedPostgresError: this server cannot read that data.
        """
        pgdata, ours = self.layout.pgdata, self._version.split(".")[0]
        try:
            theirs = (pgdata / "PG_VERSION").read_text(encoding="ascii", errors="replace")[:20].strip()
        except FileNotFoundError as exc:
            raise EmbeddedPostgresError(
                f"{pgdata} is not empty and is no PostgreSQL data directory; nothing was changed"
            ) from exc
        if theirs != ours:
            raise EmbeddedPostgresError(_other_version(self.layout, theirs, ours))

    def check_not_elsewhere(self) -> None:
        """
        Before a first start: look whether the data is in the other place. Changes nothing.

        The place depends on the modes of directories above us. When somebody changed those, an empty
        database would take the place of all accounts.

        Raises:
            EmbeddedPostgresError: it is there.
        """
        other = self.layout.other_home / "pgdata"
        if other.exists():
            raise EmbeddedPostgresError(
                f"the data is in {other}, but with the present directory modes it belongs in "
                f"{self.layout.pgdata}; nothing was changed; restore the modes above "
                f"{self.layout.state_dir} or move the data"
            )

    def prepare(self) -> None:
        """Make the directories around the data and write the server's configuration."""
        if self.layout.home != self.layout.state_dir:
            make_shared_dir()
            self.layout.home.mkdir(exist_ok=True)
        self._let_server_pass(self.layout.home)
        self._make_socket_dir()
        self._take_over_data()
        self._write_configuration()

    def spawn_initdb(self, log: IO[bytes]) -> tuple["subprocess.Popen[bytes]", Path]:
        """Start initdb into a new directory beside the data. Does not wait."""
        home = self.layout.home
        for left_over in home.glob("pgdata.new-*"):  # An earlier first start was killed half way.
            shutil.rmtree(left_over, ignore_errors=True)
        target = Path(tempfile.mkdtemp(prefix="pgdata.new-", dir=home))
        self._give_to_server(target)
        options = ["-U", ROLE, "-A", "peer", f"--locale={_locale()}", "-E", "UTF8", "--data-checksums"]
        command: list[str | Path] = [self._bin_dir / "initdb", "-D", target, *options]
        # What it made is thrown away, and on SIGINT it would first finish its step.
        return self._spawn(command, log, on_our_death=signal.SIGKILL), target

    def adopt_data(self, made: Path) -> None:
        """Put what initdb made in its place, in one step and for good."""
        made.rename(self.layout.pgdata)  # Atomic; replaces an empty directory only.
        home = os.open(self.layout.home, os.O_RDONLY)
        try:
            os.fsync(home)
        finally:
            os.close(home)

    def spawn_server(self, log: IO[bytes]) -> "subprocess.Popen[bytes]":
        """Start the server. Does not wait until it answers."""
        config = f"config_file={self.layout.home}/postgresql.conf"
        command: list[str | Path] = [self._bin_dir / "postgres", "-D", self.layout.pgdata, "-c", config]
        return self._spawn(command, log, on_our_death=signal.SIGINT)

    def ensure_database(self) -> None:
        """
        Create the service's database unless it is there.

        Raises:
            psycopg.Error: the server did not do it within `CREATE_DATABASE_TIMEOUT_S`.
        """
        with bounded_connection(self._admin_conninfo, CREATE_DATABASE_TIMEOUT_S) as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            if connection.execute(query, (DATABASE,)).fetchone() is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def check_answers(self) -> None:
        """
        Prove that the server over our data directory answers; see `check_answers`.

        Raises:
            psycopg.Error: it does not.
        """
        check_answers(self._admin_conninfo, self.layout.pgdata)

    def orphan_pid(self) -> int | None:
        """The pid of a live postmaster over our data that is no child of ours: its owner was killed."""
        try:
            pid = int((self.layout.pgdata / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None
        command = _live_command(pid)
        is_ours = "postgres" in command and f"-D {self.layout.pgdata} " in f"{command} "
        return pid if is_ours else None

    def clear_stale_files(self) -> None:
        """
        Delete the traces of a server that is no more, whatever pid they name.

        PostgreSQL believes any live pid in them. It has a second guard of its own against two servers
        over one data directory (the shared memory segment), which this leaves alone.
        """
        (self.layout.pgdata / "postmaster.pid").unlink(missing_ok=True)
        (self.layout.socket_dir / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def _spawn(
        self, command: list[str | Path], log: IO[bytes], on_our_death: signal.Signals
    ) -> "subprocess.Popen[bytes]":
        server, service = self.layout.server, self.layout.service
        switch = server != service
        return subprocess.Popen(
            command,
            cwd="/",
            env={name: os.environ[name] for name in CHILD_ENVIRONMENT if name in os.environ},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            user=server.uid if switch else None,
            group=server.gid if switch else None,
            extra_groups=[] if switch else None,
            umask=0o077,
            process_group=0,
            preexec_fn=_signalled_at_death_of(os.getpid(), on_our_death),
        )

    def _let_server_pass(self, directory: Path) -> None:
        """Let the server's account traverse, not read, a directory of ours. Its files keep their modes."""
        if self.layout.server != self.layout.service:
            directory.chmod(stat.S_IMODE(directory.stat().st_mode) | 0o011)

    def _make_socket_dir(self) -> None:
        path, server = self.layout.socket_dir, self.layout.server
        path.mkdir(mode=0o700, exist_ok=True)
        directory = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            owner = os.fstat(directory).st_uid
            # In /tmp anybody may have been there first, and would then hold our socket.
            if path.parent != self.layout.home and owner not in (server.uid, self.layout.service.uid):
                raise EmbeddedPostgresError(
                    f"{path} belongs to uid {owner}, not to us; remove it or use a shorter state directory"
                )
            if owner != server.uid:
                os.fchown(directory, server.uid, server.gid)
            os.fchmod(directory, 0o700)
        finally:
            os.close(directory)

    def _take_over_data(self) -> None:
        """Give the data to the server's account. In a new container the same name may have another uid."""
        pgdata, server = self.layout.pgdata, self.layout.server
        if not pgdata.exists() or pgdata.stat().st_uid == server.uid or os.geteuid() != 0:
            return
        self._give_to_server(pgdata)
        for top, directories, files in os.walk(pgdata):
            for name in (*directories, *files):
                self._give_to_server(Path(top, name))

    def _give_to_server(self, path: Path) -> None:
        if self.layout.server != self.layout.service:
            os.chown(path, self.layout.server.uid, self.layout.server.gid, follow_symlinks=False)

    def _write_configuration(self) -> None:
        """
        Write the three configuration files into `home`, which the server's account can read and not change.

        In the data directory that account could turn one into a link, and root would write through it.
        """
        home = self.layout.home
        settings = SETTINGS | {
            "unix_socket_directories": '"{}"'.format(str(self.layout.socket_dir).replace('"', '""')),
            "max_connections": str(self._max_connections),
            "hba_file": str(home / "pg_hba.conf"),
            "ident_file": str(home / "pg_ident.conf"),
        }
        users = dict.fromkeys((self.layout.service.name, self.layout.server.name))
        _replace(home / "postgresql.conf", (f"{name} = {_quoted(value)}" for name, value in settings.items()))
        _replace(home / "pg_hba.conf", ["local all all peer map=surelock"])
        _replace(home / "pg_ident.conf", [f'surelock "{user}" {ROLE}' for user in users])


@contextmanager
def bounded_connection(conninfo: str, within_s: float) -> Iterator[psycopg.Connection]:
    """
    A connection for at most *within_s*, then it is closed under whoever still waits.

    The server's own timeouts do not hold when its process is frozen; ours does.

    Raises:
        psycopg.Error: no connection within `CONNECT_TIMEOUT_S`, or the work on it failed or took too long.
    """
    with psycopg.connect(conninfo, autocommit=True, connect_timeout=CONNECT_TIMEOUT_S) as connection:
        watchdog = Timer(within_s, connection.close)
        watchdog.start()
        try:
            yield connection
        finally:
            watchdog.cancel()
            watchdog.join(timeout=QUERY_TIMEOUT_S)  # We fork later; no thread may be left.


def check_answers(conninfo: str, pgdata: Path) -> None:
    """
    Prove that the server at *conninfo* answers and is the one over *pgdata*. A pid would prove neither.

    Raises:
        psycopg.Error: it does not answer, refuses us, or is another server.
    """
    with bounded_connection(conninfo, QUERY_TIMEOUT_S) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    if row is None or os.path.realpath(row[0]) != os.path.realpath(pgdata):
        raise psycopg.OperationalError(f"the server there is not the one over {pgdata}")


def _live_command(pid: int) -> str:
    """The command line of *pid*, or nothing when it is gone or a zombie."""
    proc = Path("/proc", str(pid))
    if Path("/proc/self/stat").exists():
        try:
            state = (proc / "stat").read_text(errors="replace").rpartition(")")[2].split()[0]
            command = (proc / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            return "" if state == "Z" else command
        except OSError:
            return ""
    ps = ["ps", "-ww", "-o", "command=", "-p", str(pid)]
    with suppress(OSError, subprocess.SubprocessError):
        return subprocess.run(ps, capture_output=True, text=True, timeout=PS_TIMEOUT_S).stdout.strip()
    return ""


def _signalled_at_death_of(parent: int, number: signal.Signals) -> Callable[[], None] | None:
    """
    What lets a child get signal *number* when *parent* dies; None where there is no such thing (macOS).

    Runs in the child after the change of user, which would have cleared the setting again.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask_for_signal() -> None:
        prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
        if os.getppid() != parent:  # It was killed before we asked.
            os._exit(1)

    return ask_for_signal


def _locale() -> str:
    """`C.UTF-8`, or `C` on a system that does not know it. The encoding is UTF-8 either way."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return "C"
    locale.setlocale(locale.LC_CTYPE, before)
    return "C.UTF-8"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _replace(path: Path, lines: Iterator[str] | list[str]) -> None:
    partial = path.with_name(f"{path.name}.new")
    partial.write_text("# Written at every start of the embedded server.\n" + "\n".join(lines) + "\n")
    partial.chmod(0o644)  # The server's account reads it; there is no secret in it.
    partial.rename(path)


def _other_version(layout: Layout, theirs: str, ours: str) -> str:
    dump = f"pg_dump -Fc -d '{layout.conninfo()}' -f surelock.dump"
    restore = f"pg_restore -d '{layout.conninfo()}' surelock.dump"
    return (
        f"{layout.pgdata} was made by PostgreSQL {theirs}, this server is {ours}; nothing was changed. "
        f"To move: set SURELOCK_PG_BIN to the bin directory of PostgreSQL {theirs}, start, run `{dump}`, "
        f"stop; rename {layout.pgdata}, unset SURELOCK_PG_BIN, start, run `{restore}`"
    )
