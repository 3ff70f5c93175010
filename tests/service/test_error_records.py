"""Each failure has one record in the database that tells what the response and the log told, and more."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import psycopg
import pytest

from service.config import load_settings
from service.database.error_records import FOUND_MAX, insert_many
from service.database.pool import Database
from service.storage.error_records import ErrorRecords
from service.telemetry.formatter import exception_text
from service.telemetry.records import RecordBuffer
from tests.service.test_commands import on, run
from tests.support.faults import table_locked
from tests.support.in_process import application, storage_lock_held
from tests.support.lines import LogLines
from tests.support.postgres import TestDatabase
from tests.support.records import CLIENTS, OWN, make_record
from tests.support.service import SECRET_KEY, RunningService, running_service, wait_for

WRITTEN_WITHIN_S = 3.0  # a second between two turns, and slack
END_CONNECTIONS = (
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name LIKE 'surelock%%' AND pid <> pg_backend_pid()"
)
COUNT_BY_FAULT = (
    "SELECT count(*) FILTER (WHERE status_code >= 500), count(*) FILTER (WHERE status_code < 500) FROM error_records"
)


def rows_of(database: TestDatabase, trace_id: str) -> list[dict[str, Any]]:
    found = database.run("SELECT to_jsonb(r) FROM error_records r WHERE trace_id = %s ORDER BY number", trace_id)
    return [row[0] for row in found]


def wait_for_rows(
    database: TestDatabase, trace_id: str, count: int = 1, within_s: float = WRITTEN_WITHIN_S
) -> list[dict[str, Any]]:
    wait_for(lambda: len(rows_of(database, trace_id)) >= count, within_s, "the records are written")
    rows = rows_of(database, trace_id)
    assert len(rows) == count
    return rows


def trace_of(response: httpx.Response) -> str:
    return response.headers["X-Trace-Id"]


def failing_requests(service: RunningService, secret: str) -> list[httpx.Response]:
    """Requests that fail in different ways, with *secret* wherever it can be put."""
    name, password = f"who{secret}", f"pass{secret}"
    service.register(name)
    taken = {"username": name, "email": f"{name}@example.com", "password": password}
    client, bearer = service.client, {"Authorization": f"Bearer {secret}.{secret}.{secret}"}
    return [
        client.get(f"/no/{secret}?{secret}={secret}", headers={"Cookie": secret, "User-Agent": secret}),
        client.put("/api/auth/login", json=taken),
        client.post("/api/auth/register", json=taken),
        client.post("/api/auth/register", json=taken | {"username": f"{name}2"}),
        client.post("/api/auth/register", json=taken | {"email": f"{secret}@"}),
        client.post("/api/auth/register", json={secret: secret}),
        client.post("/api/auth/login", json=taken),
        client.post("/api/auth/login", json=taken | {"username": f"{secret}\0"}),
        client.post("/api/auth/login", content=f'{{"username": "{secret}'.encode()),
        client.post("/api/auth/login", content=secret.encode() + b"\xff"),
        client.post("/api/auth/login", content=secret.encode(), headers={"Content-Type": f"text/{secret}"}),
        client.post("/api/auth/refresh", json={"refresh_token": secret}),
        client.get("/api/auth/me", headers=bearer),
        client.get(f"/api/admin/errors/{secret}", headers=bearer),
        client.get("/health", headers={secret: secret * 2000}),
    ]


def test_each_failure_has_one_record_that_agrees_with_its_response_and_none_holds_a_secret(
    service: RunningService, database: TestDatabase
) -> None:
    """The same id and kind wherever somebody looks; and a record is read by people who may not know everything."""
    secret = secrets.token_hex(12)
    responses = failing_requests(service, secret)
    for response in responses:
        problem = response.json()
        assert response.status_code >= 400
        (row,) = wait_for_rows(database, trace_of(response))
        assert (row["error_kind"], row["error_code"]) == (problem["error_kind"], problem["error_code"])
        assert row["status_code"] == response.status_code
        assert row["span_id"] == response.headers["traceparent"].split("-")[2]
        line = service.request_line(response)
        assert (row["endpoint"], row["method"]) == (line["endpoint"], line["method"])
        assert row["story"]["waits"] == {name: line[name] for name in row["story"]["waits"]}
    table = "\n".join(row[0] for row in database.run("SELECT r::text FROM error_records r"))
    assert secret not in table
    assert "example.com" not in table


def test_a_success_leaves_no_record(service: RunningService, database: TestDatabase) -> None:
    """The table is for failures; the log has the rest."""
    fine = service.client.get("/version")
    failed = service.client.get("/none")
    wait_for_rows(database, trace_of(failed))
    assert rows_of(database, trace_of(fine)) == []


def test_each_worker_shows_how_many_records_wait(service: RunningService) -> None:
    """A figure that grows says that the database does not take them."""
    wait_for(
        lambda: service.get("/metrics").text.count("\nsurelock_error_records_waiting{") == 2, 10, "both workers show it"
    )


def test_a_trace_id_that_is_used_again_has_a_record_for_each_request(
    service: RunningService, database: TestDatabase
) -> None:
    """A client may send the same traceparent with all it does."""
    trace_id = secrets.token_hex(16)
    header = {"traceparent": f"00-{trace_id}-b7ad6b7169203331-01"}
    for path in ("/first", "/second"):
        assert service.client.get(path, headers=header).status_code == 404
    rows = wait_for_rows(database, trace_id, 2)
    assert len({row["span_id"] for row in rows}) == 2
    status, out = run("explain", trace_id, **on(database))
    assert (status, out.count("not_found/route_not_found")) == (0, 2)
    status, out = run("explain", trace_id, rows[1]["span_id"], **on(database))
    assert (status, out.count("not_found/route_not_found")) == (0, 1)
    assert rows[1]["span_id"] in out


def test_our_own_fault_is_told_before_the_clients(database: TestDatabase) -> None:
    """Whoever knows a trace id could bury a failure of ours under a hundred of theirs."""
    trace_id = secrets.token_hex(16)
    with application(database) as (_app, live):
        own = make_record(1, OWN, trace_id=trace_id, occurred_at=datetime.now(UTC) - timedelta(minutes=1))
        theirs = [make_record(number + 2, CLIENTS, trace_id=trace_id) for number in range(FOUND_MAX)]
        insert_many(live.database, [own, *theirs])
        found = live.error_records.find(trace_id)
        assert (len(found), found[0].span_id) == (FOUND_MAX, own.span_id)
        assert live.error_records.find(trace_id, theirs[0].span_id)[0].span_id == theirs[0].span_id


@pytest.fixture(scope="module")
def admin_token(service: RunningService, database: TestDatabase) -> str:
    service.register("overseer")
    database.run("UPDATE users SET roles = '{admin}' WHERE username = 'overseer'")
    return str(service.login("overseer").json()["token"])


def test_an_admin_is_told_the_story_of_a_trace(
    service: RunningService, database: TestDatabase, admin_token: str
) -> None:
    """What explain prints, for whoever has no shell."""
    failed = service.login("nobody-at-all")
    trace_id = trace_of(failed)
    wait_for_rows(database, trace_id)
    answer = service.get(f"/api/admin/errors/{trace_id}", token=admin_token)
    assert (answer.status_code, answer.json()["trace_id"]) == (200, trace_id)
    (error,) = answer.json()["errors"]
    assert (error["error_kind"], error["error_code"], error["status_code"]) == (
        "auth_error",
        "credentials_invalid",
        401,
    )
    assert (error["method"], error["endpoint"], error["retryable"]) == ("POST", "/api/auth/login", False)
    assert error["duration_ms"] >= sum(wait["ms"] for wait in error["timeline"]) > 0
    assert {wait["wait"] for wait in error["timeline"]} >= {"pool_wait", "db", "hash"}
    assert error["runbook"] == "docs/runbooks/auth_error.md"
    assert error["what_to_do"]
    assert error["occurred_at"].endswith("Z")
    status, out = run("explain", trace_id, **on(database))
    assert (status, out.splitlines()) == (0, error["story"])
    assert service.request_line(answer)["endpoint"] == "/api/admin/errors/<trace_id>"


def test_only_an_admin_is_told(service: RunningService, admin_token: str) -> None:
    """A record tells how the service is built, and who failed."""
    somebody = service.register("somebody")["token"]
    path = f"/api/admin/errors/{secrets.token_hex(16)}"
    refused = [service.get(path), service.get(path, token="no.real.token"), service.get(path, token=somebody)]
    assert [(answer.status_code, answer.json()["error_code"]) for answer in refused] == [
        (401, "token_missing"),
        (401, "token_invalid"),
        (403, "not_allowed"),
    ]
    unknown = service.get(path, token=admin_token)
    assert (unknown.status_code, unknown.json()["error_code"]) == (404, "error_record_not_found")
    for wrong in ("x", "0" * 32, "A" * 32, "a" * 33):
        answer = service.get(f"/api/admin/errors/{wrong}", token=admin_token)
        assert (answer.status_code, answer.json()["error_code"]) == (400, "trace_id_invalid")


def test_explain_says_what_it_can_not_find(service: RunningService, database: TestDatabase) -> None:
    """Each with the status that a script can tell apart."""
    status, out = run("explain", "f" * 32, RETENTION_DAYS=3, **on(database))
    assert (status, len(out.splitlines())) == (1, 1)
    assert "within a second or so" in out
    assert "3 days" in out

    status, out = run("explain", "f" * 32, DATABASE_URL="postgresql://127.0.0.1:1/none", SECRET_KEY=SECRET_KEY)
    assert (status, json.loads(out)["error_kind"]) == (1, "database_unavailable")


def test_explain_does_not_migrate(empty_database: TestDatabase) -> None:
    """Whoever asks a question must not change the answer."""
    status, out = run("explain", "f" * 32, **on(empty_database))
    line = json.loads(out)
    assert (status, line["error_code"]) == (1, "schema_mismatch")
    assert "surelock migrate" in line["detail"]
    assert empty_database.run("SELECT to_regclass('error_records'), to_regclass('schema_migrations')") == [(None, None)]


def test_the_failure_of_a_command_is_recorded(service: RunningService, database: TestDatabase) -> None:
    """It has a trace id on its line, too."""
    status, out = run("create-admin", "x", "--email", "x@y.zz", "--password-stdin", stdin="no\n", **on(database))
    line = json.loads(out)
    (row,) = rows_of(database, line["trace_id"])
    assert (status, row["span_id"], row["error_code"]) == (1, line["span_id"], line["error_code"])


@pytest.fixture
def empty_database(server: Any) -> Iterator[TestDatabase]:
    created = TestDatabase(server)
    yield created
    created.drop()


def test_explain_names_who_held_the_storage_lock_and_for_how_long(empty_database: TestDatabase) -> None:
    """The question that nobody could answer when the predecessor froze."""
    with application(empty_database, storage_lock_try_ms=300, storage_lock_spin_ms=20) as (app, service):
        client = app.test_client()
        body = {"username": "locked", "email": "locked@example.com", "password": "correct horse"}
        assert client.post("/api/auth/register", json=body).status_code == 201
        with storage_lock_held(service, "test.holder"):
            answer = client.post("/api/auth/login", json=body, buffered=True)
        assert answer.status_code == 503
        trace_id = answer.headers["X-Trace-Id"]
        (row,) = wait_for_rows(empty_database, trace_id)
        (wait,) = [wait for wait in row["story"]["timeline"] if "held_by" in wait]
        assert (wait["wait"], wait["held_by"]) == ("lock_wait", "test.holder")
        assert wait["held_ms"] >= wait["ms"] >= 300

        status, while_it_runs = run("explain", trace_id, **on(empty_database))
        assert status == 0
        assert f"held by test.holder, for {wait['held_ms']:.1f} ms when the wait ended" in while_it_runs
        assert "may be sent again after 1 s" in while_it_runs
    assert run("explain", trace_id, **on(empty_database)) == (0, while_it_runs)


def test_records_wait_for_a_database_that_is_away(empty_database: TestDatabase, log_lines: LogLines) -> None:
    """Just the failures of the outage are the ones that somebody will ask about."""
    with application(empty_database) as (app, _service):
        client = app.test_client()
        body = {"username": "early", "email": "early@example.com", "password": "correct horse"}
        with empty_database.refusing_new_connections():
            empty_database.run_inside(END_CONNECTIONS)
            answers = [client.post("/api/auth/login", json=body, buffered=True) for _ in range(3)]
            threading.Event().wait(1.5)  # a turn of the writer fails meanwhile
        assert {answer.status_code for answer in answers} == {503}
        for answer in answers:
            (row,) = wait_for_rows(empty_database, answer.headers["X-Trace-Id"], within_s=10)
            assert row["error_code"] == answer.get_json()["error_code"]
    assert [line["message"] for line in log_lines.failures()].count("error records could not be written") == 1


def test_a_failure_in_the_last_second_is_written_at_the_stop(empty_database: TestDatabase, tmp_path: Any) -> None:
    """A deploy must not cost the records that led to it."""
    with running_service(tmp_path / "log", WEB_CONCURRENCY=1, **on(empty_database)) as service:
        answers = [service.client.get("/none") for _ in range(20)]
        service.stop()
    for answer in answers:
        assert len(rows_of(empty_database, trace_of(answer))) == 1


def test_what_can_not_be_written_at_the_stop_is_told(tmp_path: Any) -> None:
    """With a database that is away to the end, the log is the only place that knows of them."""
    nowhere = "postgresql://nobody@127.0.0.1:1/none"
    with RunningService(tmp_path / "log", DATABASE_URL=nowhere, SECRET_KEY=SECRET_KEY, WEB_CONCURRENCY=1) as service:
        service.wait_until_listening()
        service.client.get("/none")
        service.stop()
        (told,) = [line for line in service.lines("error") if line["error_code"] == "error_records_lost"]
    assert "1 of the clients'" in told["detail"]


# The parts by themselves


@pytest.fixture
def migrated(empty_database: TestDatabase) -> TestDatabase:
    assert run("migrate", **on(empty_database))[0] == 0
    return empty_database


@pytest.fixture
def db(migrated: TestDatabase) -> Iterator[Database]:
    opened = Database(migrated.url, load_settings(database_url=migrated.url, secret_key=SECRET_KEY))
    opened.open()
    opened.mark_ready()
    yield opened
    opened.close()


def span_numbers(database: TestDatabase) -> list[int]:
    return [int(row[0], 16) for row in database.run("SELECT span_id FROM error_records ORDER BY number")]


def add_rows(database: TestDatabase, count: int, status_code: int, age: timedelta) -> None:
    database.run(
        "INSERT INTO error_records (trace_id, span_id, occurred_at, status_code, error_kind, error_code, endpoint,"
        " method, story)"
        " SELECT md5(random()::text), n, %s, %s, 'k', 'c', '/e', 'GET', '{}' FROM generate_series(1, %s) n",
        datetime.now(UTC) - age,
        status_code,
        count,
    )


def prune_all(records: ErrorRecords) -> None:
    for _ in range(100):
        if records.prune():
            return
    raise AssertionError("there is no end to it")


def test_what_is_too_old_is_deleted(db: Database, migrated: TestDatabase) -> None:
    """RETENTION_DAYS is a promise to the people in the records."""
    add_rows(migrated, 2500, OWN, timedelta(days=2, minutes=1))
    add_rows(migrated, 3, CLIENTS, timedelta(days=1, hours=23))
    prune_all(ErrorRecords(db, RecordBuffer(), retention_days=2, max_rows=100_000))
    assert migrated.run(COUNT_BY_FAULT) == [(0, 3)]


def test_a_flood_of_the_clients_faults_can_not_push_out_our_own(db: Database, migrated: TestDatabase) -> None:
    """Somebody who guesses passwords must not wipe out what went wrong before."""
    add_rows(migrated, 5, OWN, timedelta(hours=2))
    add_rows(migrated, 2500, CLIENTS, timedelta(hours=1))
    records = ErrorRecords(db, RecordBuffer(), retention_days=7, max_rows=10)
    prune_all(records)
    assert migrated.run(COUNT_BY_FAULT) == [(5, 10)]
    newest = "SELECT min(number) FROM error_records WHERE status_code < 500"
    assert migrated.run(newest) == [(5 + 2500 - 10 + 1,)]
    assert records.prune()
    assert migrated.run(COUNT_BY_FAULT) == [(5, 10)]


def test_the_running_service_prunes_when_it_starts(migrated: TestDatabase) -> None:
    """Nobody has to think of it."""
    add_rows(migrated, 20, OWN, timedelta(days=8))
    add_rows(migrated, 20, CLIENTS, timedelta(hours=1))
    with application(migrated, retention_days=7, error_records_max_rows=4):
        wait_for(
            lambda: migrated.run("SELECT count(*) FROM error_records WHERE error_kind = 'k'") == [(4,)], 10, "pruned"
        )


def test_a_record_that_the_database_refuses_is_lost_alone_and_told(
    db: Database, migrated: TestDatabase, log_lines: LogLines
) -> None:
    """One bad row must not hold up the others for ever."""
    buffer = RecordBuffer()
    too_large, no_json = make_record(2, status_code=10**12), make_record(4, story={"x": float("nan")})
    for record in (make_record(1), too_large, make_record(3), no_json, make_record(5, CLIENTS)):
        buffer.add(record)
    records = ErrorRecords(db, buffer, 7, 100_000)
    assert records.flush() is None
    assert span_numbers(migrated) == [1, 3, 5]
    assert buffer.dropped == {"server": 2, "client": 0}
    records.give_up()
    (told,) = [line for line in log_lines.failures() if line["error_code"] == "error_records_lost"]
    assert (told["component"], told["level"]) == ("error_records", "error")
    assert told["detail"] == "lost: 2 records of the service's faults, 0 of the clients'"


def test_no_text_is_refused(db: Database, migrated: TestDatabase) -> None:
    """NUL and lone surrogates are no text to PostgreSQL, in a column as in JSON."""
    text = "a\0b\ud800c\udfffd\u2028\U0010ffff"
    buffer = RecordBuffer()
    buffer.add(make_record(1, endpoint=text, error_code=text, story={text: [text, {"deep": text}]}))
    assert ErrorRecords(db, buffer, 7, 10).flush() is None
    (row,) = rows_of(migrated, make_record().trace_id)
    clean = "a\ufffdb?c?d\u2028\U0010ffff"
    assert (row["endpoint"], row["story"]) == (clean, {clean: [clean, {"deep": clean}]})
    assert buffer.dropped == {"server": 0, "client": 0}


def test_a_record_that_was_written_already_is_not_written_twice(db: Database, migrated: TestDatabase) -> None:
    """When the answer to a commit is lost, the batch is tried again."""
    buffer = RecordBuffer()
    for number in (1, 2, 2, 1, 3):
        buffer.add(make_record(number))
        assert ErrorRecords(db, buffer, 7, 10).flush() is None
        assert buffer.dropped == {"server": 0, "client": 0}
    assert span_numbers(migrated) == [1, 2, 3]


def test_what_can_not_be_written_now_stays_in_its_order(db: Database, migrated: TestDatabase) -> None:
    """A locked table is an outage like any other; and the try has an end."""
    buffer = RecordBuffer()
    for number in range(1, 701):
        buffer.add(make_record(number))
    records = ErrorRecords(db, buffer, 7, 10)
    with table_locked(migrated, "error_records"):
        # A server that the machine keeps from saying so in time is tried again, and what waits stays as it is.
        while (failure := records.flush()) is not None and failure.error_code == "no_answer":
            assert len(buffer) == 700
    assert failure is not None
    assert failure.error_code == "statement_timeout"
    assert (len(buffer), buffer.dropped) == (700, {"server": 0, "client": 0})
    assert records.flush() is None
    assert span_numbers(migrated) == list(range(1, 701))


def test_what_a_full_buffer_lost_is_told_once_in_a_while(
    db: Database, migrated: TestDatabase, log_lines: LogLines
) -> None:
    """An operator sees that the records have a gap; not every second."""
    buffer = RecordBuffer(3)
    records = ErrorRecords(db, buffer, 7, 10)
    for number in range(10):
        buffer.add(make_record(number, CLIENTS if number % 2 else OWN))
    records.start()
    wait_for(lambda: told_lost(log_lines) == 1, 5, "the loss is told")
    for number in range(10, 20):
        buffer.add(make_record(number))
    threading.Event().wait(2.5)
    assert told_lost(log_lines) == 1
    records.request_stop()
    records.join(3.0)


def told_lost(log_lines: LogLines) -> int:
    return sum(line.get("error_code") == "error_records_lost" for line in log_lines.failures())


def test_the_row_that_postgresql_repeats_is_left_out_of_what_it_says(migrated: TestDatabase) -> None:
    """`DETAIL: Key (username_key)=(ada) already exists.` is a user name."""
    with psycopg.connect(migrated.url, autocommit=True) as conn:
        conn.execute("CREATE TABLE names (name text PRIMARY KEY)")
        conn.execute("INSERT INTO names VALUES ('ada')")
        with pytest.raises(psycopg.errors.UniqueViolation, match="ada") as raised:
            conn.execute("INSERT INTO names VALUES ('ada')")
    assert exception_text(raised.value) == 'duplicate key value violates unique constraint "names_pkey"'


def test_pruning_uses_the_indexes(db: Database, migrated: TestDatabase) -> None:
    """It runs every few minutes in each worker, and mostly finds nothing to do."""
    add_rows(migrated, 5000, CLIENTS, timedelta(hours=1))
    migrated.run("VACUUM ANALYZE error_records")
    select = "EXPLAIN SELECT ctid FROM error_records "
    for which in (
        "WHERE occurred_at < now() - make_interval(days => 7) ORDER BY occurred_at LIMIT 1000",
        "WHERE status_code >= 500 ORDER BY number DESC OFFSET 1000 LIMIT 1000",
        "WHERE status_code < 500 ORDER BY number DESC OFFSET 1000 LIMIT 1000",
    ):
        plan = "\n".join(row[0] for row in migrated.run(select + which))
        assert "Index" in plan, plan
        assert "Sort" not in plan, plan
