"""The embedded PostgreSQL over real processes, real signals and a real disk."""

import hashlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from service.database.embedded import EmbeddedPostgres, EmbeddedPostgresError, conninfo, is_run
from service.database.embedded.binaries import find_bin_dir
from service.database.embedded.cluster import bounded_connection
from service.database.embedded.layout import SHARED_DIR, Account, can_reach, layout_of
from tests.support.processes import command_of, postmaster_pid, processes_over

ROOT = Path(__file__).resolve().parents[2]
GONE_WITHIN_S = 2.0 + 2.0  # the bound, and slack for a shared machine
INITDB_GONE_WITHIN_S = 5.0  # Its own child ends with its current statement.
READY_WITHIN_S = 60.0
NEW_PROCESS_S = 0.5  # Long enough for a starter that does not wait to be caught.

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs two accounts")

OWNER = """
import os, signal, sys, time
from pathlib import Path
from service.database.embedded import EmbeddedPostgres

state_dir, mode = Path(sys.argv[1]), sys.argv[2]
with EmbeddedPostgres.start(state_dir, adopt=mode == "adopt") as server:
    if mode == "fork" and os.fork() == 0:
        server.close_after_fork()
        server.stop()
        time.sleep(60)
        os._exit(0)
    print("owned" if server.owned else "adopted", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def state_dir() -> Iterator[Path]:
    """A state directory the server's account can reach; pytest's own tmp_path is private to us."""
    parent = Path(tempfile.mkdtemp(prefix="surelock-test-", dir="/tmp"))
    parent.chmod(0o755)
    state = parent / "state"
    try:
        yield state
        assert wait_until(lambda: not processes_over(state), 5.0), processes_over(state)
    finally:
        for process in processes_over(state):
            process.kill()
        shutil.rmtree(parent)


@contextmanager
def owner_process(
    state: Path, mode: str = "own", *, user: str | None = None, python: str = sys.executable
) -> Iterator["subprocess.Popen[str]"]:
    """A process that starts the server and holds it until its stdin ends."""
    inherited = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join([str(ROOT), sysconfig.get_path("purelib"), inherited])
    environment = os.environ | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [python, "-c", OWNER, str(state), mode]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd="/", user=user
    ) as process:
        try:
            yield process
            assert process.stdin is not None
            process.stdin.close()
            process.wait(30)
        finally:
            process.kill()


def python_for(user: str) -> str | None:
    """A Python of our version that *user* can execute: ours may lie below /root."""
    system = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (sys.executable, system):
        with suppress(OSError):
            if subprocess.run([python, "-c", ""], user=user, cwd="/", stderr=subprocess.DEVNULL).returncode == 0:
                return python
    return None


def role_of(process: "subprocess.Popen[str]") -> str:
    """`owned` or `adopted`, once the process is ready."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def supervisor_of(state: Path) -> psutil.Process:
    (found,) = [process for process in processes_over(state) if is_supervisor(process)]
    return found


def is_supervisor(process: psutil.Process) -> bool:
    return "service.database.embedded" in command_of(process)


def wait_until(condition: Callable[[], object], within_s: float) -> bool:
    deadline = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def query(state: Path, sql: str) -> list[tuple[object, ...]]:
    with psycopg.connect(conninfo(state), autocommit=True, connect_timeout=2) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else []


def answers(state: Path) -> bool:
    try:
        return query(state, "SELECT 1") == [(1,)]
    except psycopg.OperationalError:
        return False


def insert_rows(state: Path, seconds: float) -> int:
    """Insert one row after the other. Returns how many the server acknowledged."""
    with psycopg.connect(conninfo(state), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS acknowledged (id serial)")
        until, count = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            connection.execute("INSERT INTO acknowledged DEFAULT VALUES")
            count += 1
    return count


def digest(directory: Path) -> str:
    """Names, contents and owners of everything below *directory*."""
    seen = hashlib.sha256()
    for path in sorted(directory.rglob("*")):
        info = path.lstat()
        seen.update(f"{path} {info.st_mode} {info.st_uid} {info.st_mtime_ns}".encode())
        seen.update(path.read_bytes() if path.is_file() else b"")
    return seen.hexdigest()


def test_first_start_answers_as_role_and_database_surelock(state_dir: Path) -> None:
    """Somebody tries the service with nothing installed but Python."""
    with EmbeddedPostgres.start(state_dir, adopt=False) as server:
        assert server.owned
        assert server.conninfo == conninfo(state_dir)
        assert query(state_dir, "SELECT current_user::text, current_database()::text") == [("surelock", "surelock")]
        assert query(state_dir, "SHOW listen_addresses") == [("",)]
        assert query(state_dir, "SHOW fsync") == [("on",)]
    assert not processes_over(state_dir)


def test_data_survives_stop_and_start(state_dir: Path) -> None:
    """A deployment is a stop and a start."""
    with EmbeddedPostgres.start(state_dir, adopt=False):
        count = insert_rows(state_dir, 0.1)
    with EmbeddedPostgres.start(state_dir, adopt=False):
        assert query(state_dir, "SELECT count(*) FROM acknowledged") == [(count,)]


def test_stop_is_idempotent_and_reaps_its_child(state_dir: Path) -> None:
    """Both a context manager and an exit hook may call it."""
    server = EmbeddedPostgres.start(state_dir, adopt=False)
    child = supervisor_of(state_dir)
    server.stop()
    server.stop()
    assert not child.is_running()  # nor a zombie, which psutil counts as running


def test_acknowledged_rows_survive_kill_of_owner_and_postmaster_round_after_round(state_dir: Path) -> None:
    """A machine that runs out of memory kills without asking; an account that was created must stay."""
    total = 0
    for _ in range(4):
        with owner_process(state_dir) as owner:
            assert role_of(owner) == "owned"
            total += insert_rows(state_dir, 0.3)
            os.kill(postmaster_pid(state_dir), signal.SIGKILL)
            owner.kill()
            assert wait_until(lambda: not processes_over(state_dir), GONE_WITHIN_S), processes_over(state_dir)
    with EmbeddedPostgres.start(state_dir, adopt=False):
        assert query(state_dir, "SELECT count(*) FROM acknowledged") == [(total,)]


@pytest.mark.parametrize("also_postmaster", [True, False])
def test_a_new_owner_succeeds_at_the_instant_the_old_one_is_killed(state_dir: Path, also_postmaster: bool) -> None:
    """An init system restarts the service at once, while the old supervisor still cleans up."""
    total = 0
    for _ in range(3):
        with owner_process(state_dir) as owner:
            assert role_of(owner) == "owned"
            total += insert_rows(state_dir, 0.1)
            if also_postmaster:
                os.kill(postmaster_pid(state_dir), signal.SIGKILL)
            owner.kill()
            with EmbeddedPostgres.start(state_dir, adopt=False):
                assert query(state_dir, "SELECT count(*) FROM acknowledged") == [(total,)]


def test_a_killed_postmaster_comes_back_by_itself(state_dir: Path) -> None:
    """Nobody else would start it again: gunicorn's master does not know it."""
    with EmbeddedPostgres.start(state_dir, adopt=False):
        count = insert_rows(state_dir, 0.1)
        for _ in range(3):
            before = postmaster_pid(state_dir)
            os.kill(before, signal.SIGKILL)
            assert wait_until(lambda: not answers(state_dir), GONE_WITHIN_S)
            assert wait_until(lambda: answers(state_dir), READY_WITHIN_S)
            assert postmaster_pid(state_dir) != before
        assert query(state_dir, "SELECT count(*) FROM acknowledged") == [(count,)]


def test_whether_somebody_runs_it_is_told_by_the_lock(state_dir: Path) -> None:
    """A no makes workers leave, so it has to be certain."""
    assert is_run(state_dir)  # there is nothing to look at
    with EmbeddedPostgres.start(state_dir, adopt=False):
        assert is_run(state_dir)
    assert not is_run(state_dir)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_a_killed_supervisor_leaves_no_orphan(state_dir: Path) -> None:
    """An orphan would hold the data directory against every later start."""
    server = EmbeddedPostgres.start(state_dir, adopt=False)
    supervisor_of(state_dir).kill()
    assert wait_until(lambda: not processes_over(state_dir), GONE_WITHIN_S), processes_over(state_dir)
    server.stop()
    with EmbeddedPostgres.start(state_dir, adopt=False):
        assert answers(state_dir)


def test_a_live_orphan_is_stopped_before_the_next_start(state_dir: Path) -> None:
    """Where the supervisor's death does not stop the server (macOS), the next start has to."""
    with EmbeddedPostgres.start(state_dir, adopt=False):
        count = insert_rows(state_dir, 0.1)
    layout = layout_of(state_dir)
    program = find_bin_dir(None) / "postgres"
    orphan = subprocess.Popen(
        [program, "-D", layout.pgdata, "-c", f"config_file={layout.home}/postgresql.conf"],
        cwd="/",
        user=layout.server.uid if os.geteuid() == 0 else None,
        stderr=subprocess.DEVNULL,
    )
    assert wait_until(lambda: answers(state_dir), READY_WITHIN_S)
    with EmbeddedPostgres.start(state_dir, adopt=False):
        assert orphan.wait(5) is not None
        assert query(state_dir, "SELECT count(*) FROM acknowledged") == [(count,)]


@pytest.mark.parametrize("kind", ["empty", "garbage", "unrelated", "zombie"])
def test_a_stale_pid_file_does_not_stop_a_start(state_dir: Path, kind: str) -> None:
    """After a crash the pid may belong to anybody, above all in a container, where pids are small."""
    with EmbeddedPostgres.start(state_dir, adopt=False):
        pass
    layout = layout_of(state_dir)
    user = layout.server.uid if os.geteuid() == 0 else None
    other = subprocess.Popen(["sleep", "60" if kind == "unrelated" else "0"], user=user)
    try:
        if kind == "zombie":
            assert wait_until(lambda: psutil.Process(other.pid).status() == psutil.STATUS_ZOMBIE, 10)
        pid_file = layout.pgdata / "postmaster.pid"
        lines = f"{other.pid}\n{layout.pgdata}\n1790000000\n5432\n{layout.socket_dir}\n\n"
        pid_file.write_text({"empty": "", "garbage": "not a pid\n"}.get(kind, lines))
        lock_file = layout.socket_dir / ".s.PGSQL.5432.lock"
        lock_file.write_text(pid_file.read_text())
        for path in (pid_file, lock_file):
            os.chown(path, layout.server.uid, layout.server.gid)
        with EmbeddedPostgres.start(state_dir, adopt=False):
            assert answers(state_dir)
            assert postmaster_pid(state_dir) != other.pid
    finally:
        other.kill()
        other.wait()


def test_of_two_starters_at_once_one_owns_and_one_adopts(state_dir: Path) -> None:
    """Two commands typed at once must not make two databases."""
    with owner_process(state_dir, "adopt") as one, owner_process(state_dir, "adopt") as two:
        assert sorted([role_of(one), role_of(two)]) == ["adopted", "owned"]
    assert (state_dir / "pg.log").read_text().count("creating configuration files") == 1
    assert (state_dir / "pg.log").read_text().count("ready to accept connections") == 1
    assert not list(state_dir.glob("pgdata.new-*"))


def test_an_adopter_does_not_stop_the_server(state_dir: Path) -> None:
    """A command that looks at the users must not end the service."""
    with EmbeddedPostgres.start(state_dir, adopt=False):
        with EmbeddedPostgres.start(state_dir, adopt=True) as adopted:
            assert not adopted.owned
        assert answers(state_dir)


def test_the_service_waits_for_a_one_shot_and_then_owns(state_dir: Path) -> None:
    """If it adopted, its database would go away with the command."""
    with owner_process(state_dir, "adopt") as command:
        assert role_of(command) == "owned"
        with owner_process(state_dir, "own") as service:
            time.sleep(NEW_PROCESS_S)
            assert answers(state_dir)
            assert service.poll() is None
            assert command.stdin is not None
            command.stdin.close()
            assert role_of(service) == "owned"
            assert answers(state_dir)


def test_the_service_gives_up_with_one_line_that_names_the_holder(state_dir: Path) -> None:
    """Two services over one directory are a mistake; the second says so and leaves the first alone."""
    with EmbeddedPostgres.start(state_dir, adopt=False):
        with pytest.raises(EmbeddedPostgresError, match=f"in use by process {os.getpid()}") as caught:
            EmbeddedPostgres.start(state_dir, adopt=False, wait_s=0.2)
        assert "\n" not in str(caught.value)
        assert answers(state_dir)


def test_data_of_another_version_is_refused_and_untouched(state_dir: Path) -> None:
    """An upgrade of a wheel must never cost the accounts."""
    with EmbeddedPostgres.start(state_dir, adopt=False):
        pass
    (state_dir / "pgdata" / "PG_VERSION").write_text("12\n")
    before = digest(state_dir / "pgdata")
    with pytest.raises(EmbeddedPostgresError, match=r"PostgreSQL 12.*pg_dump.*pg_restore") as caught:
        EmbeddedPostgres.start(state_dir, adopt=False)
    assert "\n" not in str(caught.value)
    assert digest(state_dir / "pgdata") == before


def test_a_directory_that_is_no_database_is_refused_and_untouched(state_dir: Path) -> None:
    """A wrong path may hold somebody's files."""
    (state_dir / "pgdata").mkdir(parents=True)
    (state_dir / "pgdata" / "diary.txt").write_text("mine")
    before = digest(state_dir / "pgdata")
    with pytest.raises(EmbeddedPostgresError, match="no PostgreSQL data directory"):
        EmbeddedPostgres.start(state_dir, adopt=False)
    assert digest(state_dir / "pgdata") == before


@pytest.mark.parametrize("victims", ["supervisor", "owner", "both"])
def test_a_first_start_killed_half_way_does_not_stop_the_next(state_dir: Path, victims: str) -> None:
    """Half a data directory would refuse every later start."""
    with owner_process(state_dir) as owner:
        assert wait_until(lambda: list(state_dir.glob("pgdata.new-*/base")), READY_WITHIN_S)
        if victims != "owner":
            supervisor_of(state_dir).kill()
        if victims != "supervisor":
            owner.kill()
        assert not (state_dir / "pgdata").exists()
        owner.wait(30)
        assert wait_until(lambda: not processes_over(state_dir), INITDB_GONE_WITHIN_S), processes_over(state_dir)
    with EmbeddedPostgres.start(state_dir, adopt=False):
        assert answers(state_dir)
    assert not list(state_dir.glob("pgdata.new-*"))


def test_a_state_path_too_long_for_a_socket_works(state_dir: Path) -> None:
    """Continuous integration nests directories deeply, and a socket's path holds about 100 bytes."""
    deep = state_dir / ("deep-" * 15) / ("er,-" * 15) / 'Zoë\'s "50%" dir'
    with EmbeddedPostgres.start(deep, adopt=False):
        assert answers(deep)
        socket_dir = layout_of(deep).socket_dir
        assert socket_dir.parent == Path("/tmp")
        assert stat.S_IMODE(socket_dir.stat().st_mode) == 0o700
    shutil.rmtree(socket_dir)


@as_root
def test_a_short_socket_directory_of_somebody_else_is_refused(state_dir: Path) -> None:
    """Who owns the directory in /tmp owns the socket, and would read every password hash."""
    deep = state_dir / ("deep-" * 20)
    socket_dir = layout_of(deep).socket_dir
    socket_dir.mkdir()
    os.chown(socket_dir, 12345, 12345)
    try:
        with pytest.raises(EmbeddedPostgresError, match="belongs to uid 12345"):
            EmbeddedPostgres.start(deep, adopt=False)
    finally:
        socket_dir.rmdir()


def test_no_mode_outside_the_state_directory_changes(state_dir: Path) -> None:
    """The carriers' own start-up code opens every parent directory to everybody, /root included."""
    state_dir.mkdir(mode=0o700)
    secret = state_dir / "secret_key"
    secret.write_text("s")
    secret.chmod(0o600)
    watched = [*state_dir.parents, *(find_bin_dir(None) / "postgres").parents, secret]
    before = [(path, path.stat().st_mode, path.stat().st_uid) for path in watched]
    with EmbeddedPostgres.start(state_dir, adopt=False):
        pass
    assert [(path, path.stat().st_mode, path.stat().st_uid) for path in watched] == before
    assert stat.S_IMODE(state_dir.stat().st_mode) == (0o711 if os.geteuid() == 0 else 0o700)


@as_root
def test_behind_a_private_parent_the_data_goes_to_our_own_place(state_dir: Path) -> None:
    """Opening the parent, /root for instance, is not ours to decide; all processes must look in one place."""
    state_dir.mkdir()
    state_dir.parent.chmod(0o700)
    layout = layout_of(state_dir)
    assert not can_reach(layout.server, state_dir)
    assert layout.home.parent == SHARED_DIR
    assert layout.socket_dir.parent == layout.home
    assert layout.lock.parent == state_dir


@as_root
def test_data_left_behind_by_a_changed_mode_is_not_replaced_by_an_empty_database(state_dir: Path) -> None:
    """A chmod of a parent moves the place of the data; without a word all accounts would be gone."""
    with EmbeddedPostgres.start(state_dir, adopt=False):
        pass
    state_dir.parent.chmod(0o700)
    home = layout_of(state_dir).home
    with pytest.raises(EmbeddedPostgresError, match="nothing was changed"):
        EmbeddedPostgres.start(state_dir, adopt=False)
    assert not home.exists()
    state_dir.parent.chmod(0o755)
    with EmbeddedPostgres.start(state_dir, adopt=False):
        assert answers(state_dir)


def test_reaching_a_path_is_decided_by_the_first_class_that_matches(tmp_path: Path) -> None:
    """The kernel does not let a directory's owner in because others may."""
    inner = tmp_path / "inner"
    inner.mkdir()
    inner.chmod(0o051)
    owner = Account("owner", inner.stat().st_uid, 99999)
    assert not can_reach(owner, inner / "file")
    inner.chmod(0o700)


@as_root
def test_an_ordinary_user_can_run_it_and_root_keeps_out(state_dir: Path) -> None:
    """Most people who try the service are not root, and the server then runs as themselves."""
    python = python_for("nobody")
    if python is None:
        pytest.skip("nobody can execute no Python of this version")
    state_dir.mkdir(mode=0o700)
    shutil.chown(state_dir, "nobody")
    for _ in range(2):
        with owner_process(state_dir, user="nobody", python=python) as owner:
            assert role_of(owner) == "owned"
            assert psutil.Process(postmaster_pid(state_dir)).username() == "nobody"
    assert stat.S_IMODE(state_dir.stat().st_mode) == 0o700
    with pytest.raises(EmbeddedPostgresError, match="run this as that account"):
        EmbeddedPostgres.start(state_dir, adopt=True)


def test_the_server_ends_with_its_owner_even_while_a_forked_worker_lives(state_dir: Path) -> None:
    """gunicorn's workers inherit the pipe; a killed master must still be noticed."""
    with owner_process(state_dir, "fork") as owner:
        assert role_of(owner) == "owned"
        (worker,) = [child for child in psutil.Process(owner.pid).children() if not is_supervisor(child)]
        assert answers(state_dir)  # The worker called stop(), which is not for it to do.
        owner.kill()
        assert wait_until(lambda: [process.pid for process in processes_over(state_dir)] == [worker.pid], GONE_WITHIN_S)
        worker.kill()


def test_a_frozen_server_does_not_hold_its_owner(state_dir: Path) -> None:
    """A process that cannot end is killed by the platform, and then nothing was cleaned up."""
    server = EmbeddedPostgres.start(state_dir, adopt=False)
    count = insert_rows(state_dir, 0.1)
    os.kill(postmaster_pid(state_dir), signal.SIGSTOP)
    server.stop()
    assert wait_until(lambda: not processes_over(state_dir), GONE_WITHIN_S), processes_over(state_dir)
    with EmbeddedPostgres.start(state_dir, adopt=False):
        assert query(state_dir, "SELECT count(*) FROM acknowledged") == [(count,)]


def test_a_frozen_backend_does_not_hold_a_bounded_connection(state_dir: Path) -> None:
    """The supervisor asks the server questions, and must stay able to stop it."""
    with EmbeddedPostgres.start(state_dir, adopt=False):
        with bounded_connection(conninfo(state_dir), 0.5) as connection:
            backend = connection.info.backend_pid
            os.kill(backend, signal.SIGSTOP)
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT 1")
        os.kill(backend, signal.SIGCONT)


def test_a_wrong_binary_directory_is_named(state_dir: Path) -> None:
    """The operator set the variable and wants to hear about it, not about a carrier."""
    with pytest.raises(EmbeddedPostgresError, match="SURELOCK_PG_BIN=/nonexistent"):
        EmbeddedPostgres.start(state_dir, adopt=False, bin_dir="/nonexistent")
    assert not state_dir.exists()
