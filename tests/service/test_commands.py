"""What an operator types: surelock migrate, create-admin, doctor, serve, and the scripts."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.database.embedded import EmbeddedPostgres
from tests.support.pgbouncer import pgbouncer
from tests.support.postgres import TestDatabase, state_folder
from tests.support.service import ROOT, SECRET_KEY, RunningService, environment, free_port, running_service

SURELOCK = Path(sys.executable).with_name("surelock")


@pytest.fixture
def empty_database(server: EmbeddedPostgres) -> Iterator[TestDatabase]:
    created = TestDatabase(server)
    yield created
    created.drop()


def start(*arguments: str, **settings: str | int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(SURELOCK), *arguments],
        cwd=ROOT,
        env=environment(BCRYPT_ROUNDS=4, **settings),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(*arguments: str, stdin: str = "", **settings: str | int) -> tuple[int, str]:
    """Exit status and standard output; nothing may be on standard error."""
    process = start(*arguments, **settings)
    out, err = process.communicate(stdin, timeout=90)
    assert err == ""
    return process.returncode, out


def on(database: TestDatabase) -> dict[str, Any]:
    return {"DATABASE_URL": database.url, "SECRET_KEY": SECRET_KEY}


def test_migrate_brings_an_empty_database_up_to_date_and_can_be_repeated(empty_database: TestDatabase) -> None:
    """Run by hand, by a release step and by the service itself."""
    assert run("migrate", **on(empty_database)) == (0, "schema version 2\n")
    assert run("migrate", **on(empty_database)) == (0, "schema version 2\n")
    assert empty_database.run("SELECT version, name FROM schema_migrations") == [(1, "accounts"), (2, "error_records")]


def test_errors_prints_the_page_in_the_repository_whatever_the_settings() -> None:
    """So that anybody can renew it, and the check for drift needs no database."""
    page = (ROOT / "docs" / "runbooks" / "error_catalogue.md").read_text("utf-8")
    assert run("errors", PORT="none") == (0, page)


def test_processes_that_migrate_at_once_do_it_once(empty_database: TestDatabase) -> None:
    """Every worker of every replica tries at the same moment."""
    racing = [start("migrate", **on(empty_database)) for _ in range(4)]
    ended = [process.communicate(timeout=120) for process in racing]
    assert [process.returncode for process in racing] == [0] * 4, ended
    assert empty_database.run("SELECT count(*) FROM schema_migrations") == [(2,)]
    assert empty_database.run("SELECT count(*) FROM signing_keys") == [(1,)]


def test_create_admin_makes_a_user_that_can_log_in(service: RunningService, database: TestDatabase) -> None:
    """Somebody has to be the first."""
    arguments = ("create-admin", "Root-User", "--email", "root@example.com", "--password-stdin")
    status, out = run(*arguments, stdin="a long password\n", **on(database))
    assert (status, out.split()[:2]) == (0, ["created", "admin"])
    grant = service.login("root-user", "a long password").json()
    assert service.get("/api/auth/me", token=grant["token"]).json()["roles"] == ["admin"]

    status, out = run(*arguments, stdin="a long password\n", **on(database))
    line = json.loads(out)
    assert (status, line["error_kind"], line["error_code"]) == (1, "conflict", "username_taken")
    arguments = ("create-admin", "x", "--email", "x@example.com", "--password-stdin")
    status, out = run(*arguments, stdin="short\n", **on(database))
    assert (status, json.loads(out)["error_code"]) == (1, "username_too_short")


def test_a_command_without_its_database_fails_with_one_classified_line() -> None:
    """Not with a traceback."""
    status, out = run("migrate", DATABASE_URL="postgresql://127.0.0.1:1/none", SECRET_KEY=SECRET_KEY)
    line = json.loads(out)
    assert (status, line["event"], line["component"]) == (1, "error", "migration")
    assert (line["error_kind"], line["error_code"]) == ("database_unavailable", "connection_lost")


def test_doctor_finds_no_problem_with_a_healthy_service(service: RunningService, database: TestDatabase) -> None:
    """Its settings, its ladder, its connections, its schema and its clock, without a secret."""
    status, out = run("doctor", WEB_CONCURRENCY=2, **on(database))
    assert status == 0, out
    assert "no problem found" in out
    for shown in ("REQUEST_DEADLINE_MS", "max_connections", "schema version: 2 of 2", "clock:", "statement_timeout"):
        assert shown in out
    assert SECRET_KEY not in out
    assert database.url not in out


def test_doctor_ends_with_1_and_a_line_for_each_problem(empty_database: TestDatabase) -> None:
    """What the on-call engineer types first."""
    status, out = run("doctor", WEB_CONCURRENCY=8, POOL_MAX_SIZE=8, **on(empty_database))
    problems = [line for line in out.splitlines() if line.startswith("problem: ")]
    assert status == 1
    assert [problem.split()[1] for problem in problems] == ["POOL_MAX_SIZE:", "migrations:"]

    status, out = run("doctor", THREADS=0, POOL_TIMEOUT_MS=9000)
    assert (status, [line.split()[1] for line in out.splitlines()]) == (1, ["POOL_TIMEOUT_MS:", "THREADS:"])

    status, out = run("doctor", DATABASE_URL="postgresql://127.0.0.1:1/none", SECRET_KEY=SECRET_KEY)
    assert (status, out.splitlines()[-1].startswith("problem: database: database_unavailable/")) == (1, True)


def test_doctor_tells_options_that_a_pooler_swallowed(server: EmbeddedPostgres, empty_database: TestDatabase) -> None:
    """Behind an undeclared pooler no statement would be bounded on the server's side."""
    run("migrate", **on(empty_database))
    with pgbouncer(server, empty_database, ignore_startup_parameters="options") as url:
        status, out = run("doctor", DATABASE_URL=url, SECRET_KEY=SECRET_KEY)
    problems = [line.split()[1] for line in out.splitlines() if line.startswith("problem: ")]
    limits = ["statement_timeout:", "lock_timeout:", "idle_in_transaction_session_timeout:"]
    assert (status, problems) == (1, [*limits, "client_connection_check_interval:"])


def test_doctor_tries_the_direct_way_too(server: EmbeddedPostgres, empty_database: TestDatabase) -> None:
    """Migrations and notifications go there; a service that can't reach it never becomes ready."""
    run("migrate", **on(empty_database))
    with pgbouncer(server, empty_database) as url:
        pooled = {"DATABASE_URL": url, "DATABASE_POOLER": "transaction", "SECRET_KEY": SECRET_KEY}
        assert run("doctor", **pooled)[0] == 0
        assert run("doctor", DATABASE_DIRECT_URL=empty_database.url, **pooled)[0] == 0
        status, out = run("doctor", DATABASE_DIRECT_URL="postgresql://127.0.0.1:1/none", **pooled)
    assert (status, out.splitlines()[-1].startswith("problem: DATABASE_DIRECT_URL: ")) == (1, True)


def test_serve_refuses_a_setting_that_gunicorn_itself_would_stumble_over() -> None:
    """gunicorn reads WEB_CONCURRENCY before anybody can check it."""
    status, out = run("serve", WEB_CONCURRENCY="many", PORT=free_port())
    assert (status, json.loads(out)["detail"].partition(":")[0]) == (2, "WEB_CONCURRENCY")


def test_commands_adopt_the_running_embedded_server_or_bring_up_their_own(tmp_path: Path) -> None:
    """The same words work while the service runs and while it does not."""
    with state_folder() as folder:
        state = str(folder / "state")
        assert run("migrate", SURELOCK_STATE_DIR=state) == (0, "schema version 2\n")
        with running_service(tmp_path / "log", SURELOCK_STATE_DIR=state) as service:
            arguments = ("create-admin", "boss", "--email", "boss@example.com", "--password-stdin")
            status, _ = run(*arguments, stdin="a long password\n", SURELOCK_STATE_DIR=state)
            assert status == 0
            assert service.login("boss", "a long password").status_code == 200
        assert run("doctor", SURELOCK_STATE_DIR=state)[0] == 0


def test_doctor_brings_up_a_server_with_room_for_all_workers() -> None:
    """On a host with many cores the service would; doctor must not find a problem that is its own."""
    with state_folder() as folder:
        status, out = run("doctor", SURELOCK_STATE_DIR=str(folder / "state"), WEB_CONCURRENCY=20)
    problems = [line.split()[1] for line in out.splitlines() if line.startswith("problem: ")]
    assert (status, problems) == (1, ["migrations:"])


def test_a_damaged_generated_secret_is_refused_as_one_from_the_environment_would_be() -> None:
    """An empty key would encrypt the signing keys as well as none."""
    with state_folder() as folder:
        state = folder / "state"
        assert run("migrate", SURELOCK_STATE_DIR=str(state))[0] == 0
        (state / "secret_key").write_text("")
        status, out = run("migrate", SURELOCK_STATE_DIR=str(state))
        line = json.loads(out)
        assert (status, line["error_code"], line["detail"].partition(":")[0]) == (2, "setting_invalid", "SECRET_KEY")
        with RunningService(folder / "log", SURELOCK_STATE_DIR=str(state)) as service:
            assert service.process.wait(timeout=60) == 2
        assert service.lines("error")[0]["detail"] == line["detail"]


def test_the_smoke_test_passes_against_a_good_service_and_fails_against_none(service: RunningService) -> None:
    """It is what a deployment is judged by."""
    script = str(ROOT / "scripts" / "smoke_test.sh")
    passed = subprocess.run([script, service.base_url], capture_output=True, text=True, timeout=120, check=False)
    assert (passed.returncode, passed.stdout.splitlines()[-1]) == (0, "10/10 passed"), passed
    assert sum(line.startswith("login ") and ": 200 in " in line for line in passed.stdout.splitlines()) == 10
    failed = subprocess.run(
        [script, f"http://127.0.0.1:{free_port()}"], capture_output=True, text=True, timeout=120, check=False
    )
    assert failed.returncode == 1


def test_the_smoke_test_counts_a_refused_login_as_failed(service: RunningService) -> None:
    """A smoke test that can't fail is worse than none."""
    name = "smoke-refused"
    service.register(name)
    failed = subprocess.run(
        [str(ROOT / "scripts" / "smoke_test.sh"), service.base_url],
        env=environment(SMOKE_USERNAME=name, SMOKE_PASSWORD="not the password"),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (failed.returncode, failed.stdout.splitlines()[-1]) == (1, "0/10 passed")
    assert "credentials_invalid" in failed.stdout
