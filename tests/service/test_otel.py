"""OpenTelemetry switched on, with a collector that takes what it gets, one that hangs and one that is not there."""

from __future__ import annotations

import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from service.errors.types import DeadlineExceeded
from service.limits.deadline import Deadline, bounded_by
from service.telemetry.otel import FLUSH_TIMEOUT_S
from tests.support.collector import TRACES_PATH, Collector, attributes_of, running_collector
from tests.support.faults import table_locked
from tests.support.in_process import application
from tests.support.postgres import TestDatabase
from tests.support.service import ROOT, SECRET_KEY, RunningService, environment, free_port, running_service, wait_for

CALLERS_TRACE, CALLERS_SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
TRACEPARENT = f"00-{CALLERS_TRACE}-{CALLERS_SPAN}-01"
API_KEY = "a-key-for-the-collector"
EXPORT_DELAY_MS = 50
SLACK_S = 6.0
EXPORT_TIMEOUT_S = 9  # a stop that waited for the last export would take longer than it may


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with running_collector() as running:
        yield running


@pytest.fixture(scope="module")
def traced(
    database: TestDatabase, collector: Collector, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningService]:
    """Two workers that export to *collector*."""
    log_file = tmp_path_factory.mktemp("traced") / "log"
    with running_service(
        log_file,
        DATABASE_URL=database.url,
        SECRET_KEY=SECRET_KEY,
        LOCK_TIMEOUT_MS=300,
        OTEL_EXPORTER_OTLP_ENDPOINT=collector.url,
        OTEL_EXPORTER_OTLP_HEADERS=f"x-api-key={API_KEY}",
        OTEL_BSP_SCHEDULE_DELAY=EXPORT_DELAY_MS,
    ) as running:
        yield running


def waits_of(collector: Collector, request: Span) -> dict[str, Span]:
    spans = collector.spans(request.trace_id.hex())
    return {span.name: span for span in spans if span.parent_span_id == request.span_id}


def test_the_trace_id_is_the_same_in_span_headers_body_and_line(traced: RunningService, collector: Collector) -> None:
    """One id leads from a bug report to the line and to the trace, whichever way somebody comes."""
    answer = traced.login("nobody-of-this-name")
    trace_id = answer.json()["trace_id"]
    span = collector.request_span(trace_id)
    line = traced.request_line(answer)
    assert answer.headers["x-trace-id"] == line["trace_id"] == trace_id
    assert answer.headers["traceparent"] == f"00-{trace_id}-{span.span_id.hex()}-01"
    assert span.span_id.hex() == line["span_id"]
    assert not span.parent_span_id
    assert span.name == "POST /api/auth/login"
    assert attributes_of(span) == {
        "http.request.method": "POST",
        "http.route": "/api/auth/login",
        "http.response.status_code": 401,
        "error.type": "auth_error",
        "surelock.error_code": "credentials_invalid",
    }
    assert span.status.code == Status.STATUS_CODE_UNSET
    took_ms = (span.end_time_unix_nano - span.start_time_unix_nano) / 1e6
    assert took_ms == pytest.approx(line["duration_ms"], abs=0.001)  # the line is rounded


def test_a_callers_trace_is_continued_below_its_span(traced: RunningService, collector: Collector) -> None:
    """The caller's own tracing sees us as a part of it."""
    answer = traced.client.get("/version", headers={"traceparent": TRACEPARENT})
    span = collector.request_span(CALLERS_TRACE)
    assert (span.trace_id.hex(), span.parent_span_id.hex()) == (CALLERS_TRACE, CALLERS_SPAN)
    assert answer.headers["x-trace-id"] == CALLERS_TRACE


@pytest.mark.parametrize(
    "header",
    [
        TRACEPARENT.upper(),
        TRACEPARENT.replace("00-", "ff-", 1),
        f"00-{'0' * 32}-{CALLERS_SPAN}-01",
        f"00-{CALLERS_TRACE}-{'0' * 16}-01",
        f"{TRACEPARENT}-more",
        "nonsense",
    ],
)
def test_a_header_that_we_ignore_is_ignored_in_the_spans_as_well(
    traced: RunningService, collector: Collector, header: str
) -> None:
    """Two readers of one header would one day disagree."""
    answer = traced.client.get("/version", headers={"traceparent": header})
    span = collector.request_span(answer.headers["x-trace-id"])
    assert span.trace_id.hex() not in (CALLERS_TRACE, "0" * 32)
    assert not span.parent_span_id


def test_a_caller_that_does_not_sample_decides_for_us_and_keeps_its_ids(
    traced: RunningService, collector: Collector
) -> None:
    """A caller that keeps one trace in a hundred wants the same one in a hundred of ours; the log has all."""
    unsampled = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"
    answer = traced.client.get("/api/auth/me", headers={"traceparent": unsampled})
    line = traced.request_line(answer)
    assert answer.headers["x-trace-id"] == answer.json()["trace_id"] == line["trace_id"] == unsampled.split("-")[1]
    assert answer.headers["traceparent"] == f"00-{line['trace_id']}-{line['span_id']}-00"
    with_pid_of_its_worker = None
    while with_pid_of_its_worker != line["pid"]:  # what comes later from the same worker has arrived: so would this
        later = traced.client.get("/version", headers={"Connection": "close"})
        with_pid_of_its_worker = traced.request_line(later)["pid"]
        collector.request_span(later.headers["x-trace-id"])
    assert not collector.spans(line["trace_id"])


def test_waits_and_queries_are_spans_below_the_requests_within_its_time(
    traced: RunningService, collector: Collector
) -> None:
    """A slow request shows what it was slow with."""
    traced.register("waiting")
    answer = traced.login("waiting")
    request = collector.request_span(answer.headers["x-trace-id"])
    below = waits_of(collector, request)
    line = traced.request_line(answer)
    assert {"lock_wait", "pool_wait", "db", "hash_wait", "hash", "sign"} <= below.keys()
    for span in below.values():
        assert request.start_time_unix_nano <= span.start_time_unix_nano <= span.end_time_unix_nano
        assert span.end_time_unix_nano <= request.end_time_unix_nano
    hash_ms = (below["hash"].end_time_unix_nano - below["hash"].start_time_unix_nano) / 1e6
    assert hash_ms == pytest.approx(line["hash_ms"], abs=0.01)
    assert str(attributes_of(below["lock_wait"])["surelock.label"])
    query = below["INSERT"] if "INSERT" in below else below["WITH"]
    assert query.kind == Span.SPAN_KIND_CLIENT
    assert "%(" in str(attributes_of(query)["db.statement"])


def test_a_failure_of_ours_is_an_error_by_its_own_name(
    traced: RunningService, collector: Collector, database: TestDatabase
) -> None:
    """What an alert counts in the traces is what it counts in the log."""
    with table_locked(database, "users"):
        answer = traced.login("somebody-who-has-to-wait")
    assert (answer.status_code, answer.json()["error_kind"]) == (503, "database_timeout")
    request = collector.request_span(answer.json()["trace_id"])
    assert request.status.code == Status.STATUS_CODE_ERROR
    told = attributes_of(request)
    assert (told["error.type"], told["http.response.status_code"]) == ("database_timeout", 503)
    assert told["surelock.error_code"] == answer.json()["error_code"]
    (query,) = [span for span in waits_of(collector, request).values() if span.kind == Span.SPAN_KIND_CLIENT]
    assert query.status.code == Status.STATUS_CODE_ERROR
    assert attributes_of(query)["error.type"] == "psycopg.errors.LockNotAvailable"


def test_what_the_server_refuses_below_the_application_is_told_as_well(
    traced: RunningService, collector: Collector
) -> None:
    """A proxy that garbles requests is looked for in the traces first."""
    with socket.create_connection(("127.0.0.1", traced.port), timeout=10) as client:
        client.sendall(f"GET / HTTP/1.1\r\nHost: x\r\ntraceparent: {TRACEPARENT}\r\nno header\r\n\r\n".encode())
        answer = b"".join(iter(lambda: client.recv(65536), b"")).decode()
    trace_id = answer.lower().partition("x-trace-id: ")[2][:32]
    request = collector.request_span(trace_id)
    assert attributes_of(request)["http.response.status_code"] == 400
    assert attributes_of(request)["error.type"] == "validation_error"


def test_a_request_that_is_cut_is_told_with_what_it_waited_for(database: TestDatabase, tmp_path: Path) -> None:
    """It is the one that somebody will ask about."""
    with (
        running_collector() as collector,
        running_service(
            tmp_path / "log",
            DATABASE_URL=database.url,
            SECRET_KEY=SECRET_KEY,
            WEB_CONCURRENCY=1,
            LOCK_TIMEOUT_MS=5000,
            OTEL_EXPORTER_OTLP_ENDPOINT=collector.url,
        ) as service,
        ThreadPoolExecutor(1) as pool,
        table_locked(database, "users"),
    ):
        waiting = pool.submit(service.login, "nobody")
        wait_for(lambda: database.run("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"), 10, "it waits")
        service.stop(signal.SIGQUIT)
        assert isinstance(waiting.exception(), httpx.TransportError)
        (line,) = service.lines("error")
        assert line["error_code"] == "request_cut"
        request = collector.request_span(line["trace_id"])
        assert request.status.code == Status.STATUS_CODE_ERROR
        assert attributes_of(request)["surelock.error_code"] == "request_cut"


def test_nothing_secret_leaves_with_the_spans(
    traced: RunningService, collector: Collector, database: TestDatabase
) -> None:
    """Whoever may look at traces may not log in with what is in them, nor learn who does."""
    secrets = ["tracy-the-user", "Tracy-password-1", "Tracy-password-2", "tracy@mail.test", "query-secret", "agent-x"]
    name, right, wrong, email, query, agent = secrets
    body = {"username": name, "email": email, "password": right}
    granted = traced.post("/api/auth/register", body).json()
    secrets += [granted["token"], granted["refresh_token"], granted["token"].split(".")[2]]
    answers = [
        traced.post("/api/auth/register", body),  # the database's message has the name in it
        traced.login(name, wrong),
        traced.login(name, right),
        traced.get("/api/auth/me", token=granted["token"]),
        traced.client.get(f"/api/auth/me?token={query}", headers={"User-Agent": agent, "X-Forwarded-For": "192.0.2.7"}),
        traced.get(f"/reset/{query}"),
        traced.post("/api/auth/refresh", {"refresh_token": granted["refresh_token"]}),
    ]
    assert [answer.status_code for answer in answers] == [409, 401, 200, 200, 401, 404, 200]
    for answer in answers:
        collector.request_span(answer.headers["x-trace-id"])
    exported = b"".join(collector.exports)
    user = database.run("SELECT current_user")[0][0]
    for secret in [*secrets, "192.0.2.7", "127.0.0.1", "python-httpx", SECRET_KEY, f"user={user}"]:
        assert secret.encode() not in exported, secret
    names = {name for span in collector.spans() for name in attributes_of(span)}
    assert not names & {"db.user", "net.peer.name", "server.address", "db.statement.parameters"}
    assert not any(span.events or span.status.message for span in collector.spans())


def test_only_requests_are_told_and_not_those_of_a_health_check(traced: RunningService, collector: Collector) -> None:
    """A probe every second, and our own probes of the database, would drown the rest."""
    assert traced.get("/health").status_code == traced.get("/health/ready").status_code == 200
    for _pid, answer in traced.each_worker("/version"):
        collector.request_span(answer.headers["x-trace-id"])
    requests = {line["trace_id"] for line in traced.lines("request") if not line["endpoint"].startswith("/health")}
    assert {span.trace_id.hex() for span in collector.spans()} <= requests
    for span in collector.spans():
        assert span.kind == Span.SPAN_KIND_SERVER or span.parent_span_id


def test_the_rest_is_told_by_the_standard_variables(
    database: TestDatabase, collector: Collector, tmp_path: Path, traced: RunningService
) -> None:
    """An operator brings the settings that all their services have; the name is ours unless they say so."""
    (resource, *_) = collector.requests()[0].resource_spans
    told = {pair.key: pair.value.string_value for pair in resource.resource.attributes}
    assert told["service.name"] == "surelock"
    assert (collector.headers[0][""], collector.headers[0]["x-api-key"]) == (TRACES_PATH, API_KEY)
    with running_collector() as other:
        settings = {
            "DATABASE_URL": database.url,
            "SECRET_KEY": SECRET_KEY,
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": f"{other.url}/a/path",
            "OTEL_SERVICE_NAME": "login",
            "OTEL_RESOURCE_ATTRIBUTES": "deployment.environment.name=test",
            "OTEL_TRACES_SAMPLER": "always_off",
        }
        with running_service(tmp_path / "off", **settings) as silent:
            answer = silent.login("nobody")
            line = silent.request_line(answer)
            assert answer.headers["traceparent"] == f"00-{answer.json()['trace_id']}-{line['span_id']}-00"
        assert not other.exports
        with running_service(tmp_path / "on", **settings | {"OTEL_TRACES_SAMPLER": "always_on"}) as service:
            headers = {"traceparent": TRACEPARENT.removesuffix("01") + "00"}
            answer = service.client.get("/version", headers=headers)
            assert answer.headers["traceparent"].endswith("-01")
        assert other.request_span(CALLERS_TRACE).parent_span_id.hex() == CALLERS_SPAN  # exported by the stop
        (resource, *_) = other.requests()[0].resource_spans
        told = {pair.key: pair.value.string_value for pair in resource.resource.attributes}
        assert (told["service.name"], told["deployment.environment.name"]) == ("login", "test")
        assert other.headers[0][""] == "/a/path"


def told_of_export(service: RunningService) -> list[tuple[int, str]]:
    """Which process told what about the export."""
    return [(line["pid"], line["message"]) for line in service.lines("log") if line["logger"] == "surelock.otel"]


@contextmanager
def silent_listener() -> Iterator[int]:
    """A port that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield int(listener.getsockname()[1])


@contextmanager
def nobody_listens() -> Iterator[int]:
    yield free_port()


@pytest.mark.parametrize("unreachable", [silent_listener, nobody_listens])
def test_a_collector_that_hangs_or_is_away_delays_neither_requests_nor_the_stop(
    database: TestDatabase, tmp_path: Path, unreachable: Callable[[], AbstractContextManager[int]]
) -> None:
    """Tracing that takes the service down with it would be worse than none."""
    with unreachable() as port:
        with running_service(
            tmp_path / "log",
            DATABASE_URL=database.url,
            SECRET_KEY=SECRET_KEY,
            OTEL_EXPORTER_OTLP_ENDPOINT=f"http://collector:{API_KEY}@127.0.0.1:{port}/{API_KEY}",
            OTEL_EXPORTER_OTLP_TIMEOUT=EXPORT_TIMEOUT_S,
            OTEL_EXPORTER_OTLP_HEADERS=f"not a header but {API_KEY}",
            OTEL_BSP_SCHEDULE_DELAY=EXPORT_DELAY_MS,
            OTEL_BSP_MAX_QUEUE_SIZE=8,
        ) as service:
            answers = [service.login("nobody") for _ in range(30)]
            assert {answer.status_code for answer in answers} == {401}
            # What the machine delays is a few of them; a collector that is waited for delays them all.
            median_ms = statistics.median(service.request_line(answer)["duration_ms"] for answer in answers)
            assert median_ms < EXPORT_TIMEOUT_S * 1000 / 10
            wait_for(lambda: told_of_export(service), 30, "the failing export is told")
            began = time.monotonic()
            service.stop()
            assert time.monotonic() - began < FLUSH_TIMEOUT_S + SLACK_S
        failing = [pid for pid, message in told_of_export(service) if "do not reach" in message]
        assert len(set(failing)) == len(failing)
        assert len(service.lines("log")) < 30
        assert API_KEY not in service.log_file.read_text()


def test_a_collector_that_comes_back_is_told_once(database: TestDatabase, collector: Collector, tmp_path: Path) -> None:
    """Two lines for an outage, however long; the spans of it are lost, and nothing else is."""
    with running_collector() as refusing:
        refusing.status = 401
        with running_service(
            tmp_path / "log",
            DATABASE_URL=database.url,
            SECRET_KEY=SECRET_KEY,
            WEB_CONCURRENCY=1,
            OTEL_EXPORTER_OTLP_ENDPOINT=refusing.url,
            OTEL_BSP_SCHEDULE_DELAY=EXPORT_DELAY_MS,
        ) as service:
            service.login("nobody")
            wait_for(lambda: told_of_export(service), 10, "the outage is told")
            service.login("nobody")
            refusing.status = 200
            trace_id = service.login("nobody").json()["trace_id"]
            refusing.request_span(trace_id)
            wait_for(lambda: len(told_of_export(service)) > 1, 10, "its end is told")
        messages = [message for _pid, message in told_of_export(service)]
        assert messages == ["spans do not reach the collector: status 401", "spans reach the collector again"]


def test_waits_for_the_database_keep_their_bounds(database: TestDatabase, collector: Collector) -> None:
    """psycopg's instrumentation stands between us and every query."""
    with application(database, otel_exporter_otlp_endpoint=collector.url) as (_app, service):
        before = service.database.stats()["pool_size"]
        began = time.monotonic()
        with bounded_by(Deadline.after_ms(300)), pytest.raises(DeadlineExceeded):
            service.database.fetch_all("SELECT pg_sleep(20)")
        assert time.monotonic() - began < 0.3 + SLACK_S
        wait_for(lambda: service.database.stats()["pool_size"] >= min(before, 1), 10, "the pool refills")
        assert service.database.fetch_one("SELECT 1 AS one") == {"one": 1}


def test_without_an_endpoint_nothing_of_opentelemetry_is_imported() -> None:
    """Whoever does not use it pays nothing for it."""
    program = (
        "import sys; from service.app import create_app; app = create_app(); "
        "app.test_client().get('/health'); app.extensions['surelock'].stop(); "
        "print([name for name in sys.modules if name.partition('.')[0] == 'opentelemetry'])"
    )
    nowhere = f"postgresql://127.0.0.1:{free_port()}/none"
    for settings in ({}, {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", "OTEL_SDK_DISABLED": "true"}):
        env = environment(DATABASE_URL=nowhere, SECRET_KEY=SECRET_KEY, **settings)
        done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, timeout=60)
        assert done.stdout.splitlines()[-1] == b"[]", done


def test_without_the_extra_the_service_runs_and_refuses_only_an_endpoint(
    database: TestDatabase, tmp_path: Path
) -> None:
    """Switched on without its packages, it says what to install; it does not start and trace nothing."""
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "class Absent:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] == 'opentelemetry':\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Absent())\n"
    )
    settings = {"DATABASE_URL": database.url, "SECRET_KEY": SECRET_KEY, "PYTHONPATH": str(tmp_path)}
    with running_service(tmp_path / "off", **settings) as service:
        assert service.login("nobody").status_code == 401
    switched_on = settings | {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}
    with RunningService(tmp_path / "on", **switched_on) as service:
        assert service.process.wait(timeout=60) == 2
        (line,) = service.lines()
    assert (line["event"], line["error_code"], line["component"]) == ("error", "setting_invalid", "startup")
    assert (
        line["detail"]
        == "OTEL_EXPORTER_OTLP_ENDPOINT: needs the extra `otel`: .venv/bin/pip install -r requirements-otel.txt"
    )
