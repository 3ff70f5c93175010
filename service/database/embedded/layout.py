"""Where the embedded server's files live and which account runs it.

Every answer here is read from `stat` and the account table alone, so the gunicorn master, its workers
and a one-shot command each compute the same one without talking to each other.
"""

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

DATABASE = "surelock"
ROLE = "surelock"
PORT = 5432  # Only names the socket file; the server listens on no network address.

# Root's own place, for what the server's account could not reach elsewhere.
SHARED_DIR = Path("/var/lib/surelock")

# The shortest directory everybody has. Who made ours there is checked before it is used.
SHORT_SOCKET_PARENT = Path("/tmp")  # noqa: S108

# Root may not run PostgreSQL. We use an account that is already there; making one is the operator's decision.
SERVER_ACCOUNTS = ("postgres", "nobody")

# sun_path holds 108 bytes on Linux and 104 on macOS, with the closing zero.
MAX_SOCKET_PATH_BYTES = 100


class EmbeddedPostgresError(Exception):
    """The embedded server cannot be used. `str()` is one line that tells the operator what to do."""


@dataclass(frozen=True)
class Account:
    """One entry of the account table."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Layout:
    """
    The paths and accounts of one embedded server.

    `home` is the state directory, or a directory below `SHARED_DIR` when the server's account cannot
    reach the state directory. It belongs to the service's account and holds `pgdata/`, `run/` and the
    server's configuration. `other_home` is the one of the two that it is not.
    """

    state_dir: Path
    home: Path
    other_home: Path
    socket_dir: Path
    service: Account
    server: Account

    @property
    def lock(self) -> Path:
        """Locked (flock) by the supervisor for its whole life."""
        return self.state_dir / "lock"

    @property
    def log(self) -> Path:
        """What the server, initdb and the supervisor have to say."""
        return self.state_dir / "pg.log"

    @property
    def pgdata(self) -> Path:
        """PostgreSQL's data directory."""
        return self.home / "pgdata"

    def conninfo(self, database: str = DATABASE) -> str:
        """The URL of *database* over the unix socket."""
        host = quote(os.fsencode(self.socket_dir), safe="")
        return f"postgresql://{ROLE}@/{database}?host={host}&port={PORT}"


def layout_of(state_dir: Path) -> Layout:
    """
    Decide where the server for *state_dir* lives. Changes nothing, waits for nothing.

    Raises:
        EmbeddedPostgresError: no account can run the server.
    """
    state_dir = state_dir.resolve()
    service = _service_account()
    server = _server_account(service)
    home, other_home = state_dir, SHARED_DIR / _short_hash(state_dir)
    if server != service and not can_reach(server, state_dir):
        home, other_home = other_home, home
    return Layout(state_dir, home, other_home, _socket_dir(state_dir, home), service, server)


def can_reach(account: Account, path: Path) -> bool:
    """Whether *account*, in no group but its own, may traverse every existing directory above *path*."""
    return all(_allows(account, parent, 0o1) for parent in path.parents)


def can_execute(account: Account, path: Path) -> bool:
    """Whether *account* may reach, read and execute the file *path*."""
    return can_reach(account, path) and _allows(account, path, 0o5)


def _allows(account: Account, path: Path, wanted: int) -> bool:
    try:
        info = path.stat()
    except FileNotFoundError:
        return True  # Whoever creates it will see to its mode.
    except PermissionError:
        return False
    mode = stat.S_IMODE(info.st_mode)
    if info.st_uid == account.uid:
        mode >>= 6
    elif info.st_gid == account.gid:
        mode >>= 3
    return mode & wanted == wanted


def _service_account() -> Account:
    uid = os.geteuid()
    try:
        return _account(pwd.getpwuid(uid))
    except KeyError as exc:
        # initdb says "could not look up effective user ID", and peer authentication compares names.
        raise EmbeddedPostgresError(
            f"embedded PostgreSQL cannot run as uid {uid}, which has no name in the account table; "
            "run the service as a named account or set DATABASE_URL"
        ) from exc


def _server_account(service: Account) -> Account:
    if service.uid != 0:
        return service
    for name in SERVER_ACCOUNTS:
        try:
            return _account(pwd.getpwnam(name))
        except KeyError:
            continue
    raise EmbeddedPostgresError(
        f"PostgreSQL refuses to run as root and none of the accounts {', '.join(SERVER_ACCOUNTS)} exists; "
        "run the service as an ordinary account or set DATABASE_URL"
    )


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _socket_dir(state_dir: Path, home: Path) -> Path:
    run_dir = home / "run"
    socket_path = os.fsencode(run_dir / f".s.PGSQL.{PORT}")
    # libpq reads a comma in the host as the end of one host and the start of the next.
    if len(socket_path) <= MAX_SOCKET_PATH_BYTES and b"," not in socket_path:
        return run_dir
    return SHORT_SOCKET_PARENT / f"surelock-{_short_hash(state_dir)}"


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
