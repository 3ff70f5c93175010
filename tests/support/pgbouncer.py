"""PgBouncer in transaction mode in front of a test database, from the binary that scripts/test.sh fetched."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from service.database.embedded import EmbeddedPostgres
from tests.support.postgres import TestDatabase, server_account, socket_dir, state_folder
from tests.support.service import ROOT, free_port, wait_for

TOOLS = ROOT / ".tools"


@contextmanager
def pgbouncer(server: EmbeddedPostgres, database: TestDatabase, **options: str) -> Iterator[str]:
    """The URL of *database* through the pooler, configured with *options*; two server connections for everybody."""
    account = pwd.getpwuid(server_account(server)).pw_name  # it refuses to run as root
    port = free_port()
    with state_folder() as folder:
        configuration = folder / "pgbouncer.ini"
        configuration.write_text(
            f"""
            [databases]
            {database.name} = host={socket_dir(server)} port=5432 dbname={database.name} user=surelock
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = 2
            """
            + "".join(f"\n{name} = {value}" for name, value in options.items())
        )
        binary = shutil.which("pgbouncer", path=f"{TOOLS}/usr/sbin:/usr/sbin")
        assert binary is not None, "scripts/test.sh fetches pgbouncer"
        # Where root runs the tests, the account must be able to execute it: the clone may be closed to it.
        runnable = Path(shutil.copy(binary, folder / "pgbouncer"))
        libraries = folder / "lib"
        shutil.copytree(TOOLS / "usr" / "lib", libraries, symlinks=True)
        process = subprocess.Popen(
            [str(runnable), "-q", str(configuration)],
            env={"LD_LIBRARY_PATH": ":".join(str(path) for path in libraries.iterdir())},
            user=account if os.geteuid() == 0 else None,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        url = f"postgresql://surelock@127.0.0.1:{port}/{database.name}"
        try:
            wait_for(lambda: _answers(url), 20, "PgBouncer answers")
            yield url
        finally:
            process.terminate()
            process.wait(timeout=10)


def _answers(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=2, prepare_threshold=None) as conn:
            conn.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True
