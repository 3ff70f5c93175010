"""Whatever is refused, by whichever layer: one response, one line, one count and one record, which agree.

Every bad request that we could think of goes to two workers while the database is locked, cut off and back again.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from service.errors.kinds import ErrorCode
from tests.support.bad_requests import SECRETS, bad_requests
from tests.support.faults import table_locked
from tests.support.postgres import TestDatabase
from tests.support.raw_http import RawAnswer, exchange
from tests.support.service import SECRET_KEY, RunningService, running_service, wait_for

Ids = tuple[str, str]  # trace id and span id
Told = tuple[str, str, int, str, str]  # error kind, error code, status, endpoint, method
Labels = tuple[str, str, str, str]  # endpoint, method, status, error kind

# Short, so that a request under a fault ends soon.
LIMITS = {
    "REQUEST_DEADLINE_MS": 3000, "POOL_TIMEOUT_MS": 500, "QUERY_TIMEOUT_MS": 700, "LOCK_TIMEOUT_MS": 500,
    "IDLE_IN_TRANSACTION_TIMEOUT_MS": 500, "STORAGE_LOCK_TRY_MS": 500, "CONNECT_TIMEOUT_SECONDS": 2,
    "LOGIN_WAIT_BUDGET_MS": 2500, "POOL_MAX_SIZE": 4,
}  # fmt: skip


@dataclass
class Run:
    """What was sent and what came of it."""

    service: RunningService
    database: TestDatabase
    answers: dict[str, RawAnswer]
    counted_before: Counter[Labels]
    counted_after: Counter[Labels]
    metrics: str

    def refused(self) -> dict[Ids, RawAnswer]:
        return {ids_of(answer): answer for answer in self.answers.values()}

    def lines(self) -> list[dict[str, object]]:
        """Every line that tells a failure of a request that was sent here."""
        sent = self.refused().keys()
        return [line for line in self.service.lines() if (line.get("trace_id"), line.get("span_id")) in sent]

    def records(self) -> dict[Ids, Told]:
        rows = self.database.run(
            "SELECT trace_id, span_id, error_kind, error_code, status_code, endpoint, method FROM error_records"
        )
        return {(row[0], row[1]): (row[2], row[3], row[4], row[5], row[6]) for row in rows}


@pytest.fixture(scope="module")
def run(database: TestDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    log_file = tmp_path_factory.mktemp("failures") / "log"
    with running_service(log_file, DATABASE_URL=database.url, SECRET_KEY=SECRET_KEY, **LIMITS) as service:
        service.wait_until_hearing()
        counted_before = counted(scraped(service))
        answers: dict[str, RawAnswer] = {}
        for fault, state in FAULTS.items():
            with state(database):
                answers |= {f"{fault}: {name}": answer for name, answer in sent_at_once(service).items()}
        wait_for(lambda: service.get("/health/ready").status_code == 200, 20, "ready again")
        text = scraped(service)
        done = Run(service, database, answers, counted_before, counted(text), text)
        wait_for(lambda: done.refused().keys() <= done.records().keys(), 20, "every failure is recorded")
        yield done


@contextmanager
def connections_cut(database: TestDatabase) -> Iterator[None]:
    """No new connection, and none of the old ones."""
    with database.refusing_new_connections():
        database.run_inside(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            database.name,
        )
        yield


FAULTS: dict[str, Callable[[TestDatabase], AbstractContextManager[None]]] = {
    "well": lambda _database: nullcontext(),
    "users locked": lambda database: table_locked(database, "users"),
    "cut off": connections_cut,
    "well again": lambda _database: nullcontext(),
}


def sent_at_once(service: RunningService) -> dict[str, RawAnswer]:
    """Every bad request, in another order each time, several under way at any moment."""
    requests = list(bad_requests().items())
    random.shuffle(requests)
    with ThreadPoolExecutor(12) as pool:
        answers = pool.map(lambda named: exchange(service.port, named[1], timeout_s=20), requests)
        return dict(zip((name for name, _ in requests), answers, strict=True))


def ids_of(answer: RawAnswer) -> Ids:
    _version, trace_id, span_id, _flags = answer.headers["traceparent"].split("-")
    return trace_id, span_id


def scraped(service: RunningService) -> str:
    return httpx.get(f"{service.base_url}/metrics", timeout=20).text


def counted(metrics: str) -> Counter[Labels]:
    """How many requests failed, by what they are counted under."""
    samples = (
        sample
        for family in text_string_to_metric_families(metrics)
        for sample in family.samples
        if sample.name == "surelock_requests_total" and sample.labels["error_kind"]
    )
    return Counter(
        {
            (at["endpoint"], at["method"], at["status_code"], at["error_kind"]): int(sample.value)
            for sample in samples
            for at in [sample.labels]
        }
    )


def test_every_bad_request_is_refused_as_a_problem_with_its_trace(run: Run) -> None:
    """No page of a server, no answer without a name, and nothing that succeeds although it is wrong."""
    for name, answer in run.answers.items():
        assert answer.raw, f"{name}: no answer"
        assert answer.status >= 400, f"{name}: {answer.raw!r}"
        assert answer.headers["content-type"] == "application/problem+json", name
        if b" HEAD " in answer.raw:
            continue
        problem = answer.json
        assert problem["status"] == answer.status, name
        assert problem["type"] == f"urn:surelock:error:{problem['error_kind']}", name
        assert ErrorCode(problem["error_code"]).kind.value == problem["error_kind"], name
        assert problem["error_code"] != "unclassified", name
        assert problem["trace_id"] == answer.headers["x-trace-id"] == ids_of(answer)[0], name
        assert ("retry_after_s" in problem) == ("retry-after" in answer.headers), name
    assert len(run.refused()) == len(run.answers) >= 400


def test_the_faults_were_felt(run: Run) -> None:
    """Otherwise the rest of this page would prove little."""
    kinds = Counter(answer.json["error_kind"] for answer in run.answers.values())
    assert {"database_timeout", "validation_error", "auth_error", "not_found", "method_not_allowed"} <= kinds.keys()
    assert {"payload_too_large"} <= kinds.keys()
    assert kinds.keys() & {"pool_timeout", "database_unavailable"}
    assert "internal_error" not in kinds
    assert "database_error" not in kinds


def test_each_refusal_is_exactly_one_line_that_says_the_same(run: Run) -> None:
    """The trace id from a user's screen has to lead to the one line that explains it."""
    lines = run.lines()
    failed = [line for line in lines if "error_kind" in line]
    assert Counter((line["trace_id"], line["span_id"]) for line in failed) == Counter(run.refused().keys())
    for line in failed:
        problem = run.refused()[str(line["trace_id"]), str(line["span_id"])].json
        assert line["event"] == "request"
        told = {name: line.get(name) for name in ("error_kind", "error_code", "retryable", "retry_after_s")}
        assert told == {name: problem.get(name) for name in told}
        assert line["status_code"] == problem["status"]


def test_each_refusal_is_exactly_one_record_that_says_the_same(run: Run) -> None:
    """The record is what is left when the log is gone."""
    records = run.records()
    for line in run.lines():
        if "error_kind" not in line:
            continue
        told = tuple(line[name] for name in ("error_kind", "error_code", "status_code", "endpoint", "method"))
        assert records[str(line["trace_id"]), str(line["span_id"])] == told


def test_the_metrics_count_each_refusal_once(run: Run) -> None:
    """An alert on the metrics and a search in the log must find the same failures."""
    sent = Counter(
        (str(line["endpoint"]), str(line["method"]), str(line["status_code"]), str(line["error_kind"]))
        for line in run.lines()
        if "error_kind" in line
    )
    grown = run.counted_after - run.counted_before
    # Readiness was asked beside, until it was there again.
    beside = {labels for labels in grown if labels[0] == "/health/ready"}
    assert {labels: grown[labels] for labels in grown if labels not in beside} == dict(sent)


def test_the_labels_stay_a_small_closed_set(run: Run) -> None:
    """A scanner must not be able to fill the memory of whoever stores the metrics."""
    endpoints = {labels[0] for labels in run.counted_after}
    known = ("unmatched", "/api/", "/health", "/.well-known/", "/version", "/metrics")
    assert all(endpoint.startswith(known) for endpoint in endpoints)
    assert {labels[1] for labels in run.counted_after} <= {
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "_OTHER",
    }  # fmt: skip


def test_no_secret_no_page_and_no_traceback_is_anywhere(run: Run) -> None:
    """What a client sends by mistake must not be kept, and what we are made of must not be shown."""
    log = run.service.log_file.read_text("utf-8")
    ((records,),) = run.database.run("SELECT string_agg(error_records::text, E'\\n') FROM error_records")
    answers = "".join(answer.raw.decode("latin-1") for answer in run.answers.values())
    for where, text in {"log": log, "records": records, "metrics": run.metrics, "answers": answers}.items():
        for secret in SECRETS:
            assert secret not in text, f"{secret} in the {where}: {text[max(0, text.find(secret) - 300) :][:400]}"
        assert "Traceback" not in text, where
        assert "<html" not in text.lower(), where
        assert "<!doctype" not in text.lower(), where


def test_the_service_is_as_before(run: Run) -> None:
    """After all that: somebody can register and log in."""
    deadline = time.monotonic() + 20
    run.service.register("somebody")
    assert run.service.login("somebody").status_code == 200
    assert time.monotonic() < deadline
