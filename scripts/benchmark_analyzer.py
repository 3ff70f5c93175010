"""Measure the log analyzer beside what it replaced and beside jq, on a log like the service's own."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import click

FAILURE_SHARE = 0.166  # of the predecessor's requests
NOTICE_SHARE = 0.01
LINES_PER_SECOND = 20
_ANALYZER = Path(__file__).parent / "analyze_errors.py"
_BEGIN = datetime(2026, 11, 1, tzinfo=UTC)
_ENDPOINTS = (
    ("/api/auth/login", "POST"), ("/api/auth/me", "GET"), ("/api/auth/refresh", "POST"), ("/api/auth/logout", "POST"),
    ("/api/auth/register", "POST"), ("/api/auth/sessions", "GET"), ("/api/admin/users/<user_id>", "GET"),
)  # fmt: skip
_FAILURES = (
    ("auth_error", "credentials_invalid", 401, False, 40), ("validation_error", "field_missing", 400, False, 15),
    ("storage_lock_timeout", "lock_wait_timeout", 503, True, 12), ("pool_timeout", "pool_wait_timeout", 503, True, 10),
    ("deadline_exceeded", "deadline_in_query", 504, False, 6), ("conflict", "username_taken", 409, False, 4),
    ("database_unavailable", "connection_lost", 503, True, 3), ("internal_error", "unclassified", 500, False, 1),
)  # fmt: skip
_RETRY_AFTER_S = {"storage_lock_timeout": 1, "pool_timeout": 1, "database_unavailable": 2}
_STACKTRACE = [
    "Traceback (most recent call last):",
    'File "service/api/auth.py", line 91, in login',
    'File "service/accounts/login.py", line 140, in log_in',
    'File "service/storage/lock.py", line 77, in with_storage',
    "service.errors.types.StorageLockTimeout: the storage lock was not free in time",
]
_FIELDS = ("error_kind", "endpoint", "status_code")
_FIELD_SHELL = {
    "old pipeline": r"""grep '"error_kind":"' {log} | sed -E 's/.*"{field}":"?([^",}}]*).*/\1/' | sort | uniq -c""",
    "jq": r"""jq -r 'select(.error_kind) | .{field}' {log} | sort | uniq -c""",
}


class Cost(NamedTuple):
    cpu_s: float
    wall_s: float
    peak_mb: float
    output: str


def events(seed: int = 1) -> Iterator[dict[str, Any]]:
    """Lines as the service writes them, without an end: one of each request, and pool statistics between."""
    draw = random.Random(seed)  # noqa: S311  the same log each time
    now = _BEGIN
    while True:
        now += timedelta(seconds=draw.expovariate(LINES_PER_SECOND))
        if draw.random() < NOTICE_SHARE:
            yield _pool_statistics(draw, now)
        else:
            yield _request(draw, now, failed=draw.random() < FAILURE_SHARE)


def _common(draw: random.Random, now: datetime, level: str, logger: str, message: str, event: str) -> dict[str, Any]:
    return {
        "timestamp": now.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), "level": level, "logger": logger, "service": "surelock",
        "pid": draw.randint(100, 103), "thread": f"ThreadPoolExecutor-0_{draw.randint(0, 15)}", "version": "0.1.0",
        "message": message, "event": event,
    }  # fmt: skip


def _request(draw: random.Random, now: datetime, *, failed: bool) -> dict[str, Any]:
    endpoint, method = draw.choice(_ENDPOINTS)
    kind, code, status, retryable, _ = draw.choices(_FAILURES, [failure[-1] for failure in _FAILURES])[0]
    level = "info" if not failed else "error" if status >= 500 else "warn"
    message = "request failed" if failed else "request served"
    fields = _common(draw, now, level, "surelock.request", message, "request") | {
        "trace_id": f"{draw.getrandbits(128) | 1:032x}", "span_id": f"{draw.getrandbits(64) | 1:016x}",
        "endpoint": endpoint, "method": method, "status_code": status if failed else 200,
        "duration_ms": round(draw.lognormvariate(4, 1), 3), "response_bytes": draw.randint(80, 900),
        "lock_wait_ms": round(draw.random(), 3), "lock_attempts": 1, "pool_wait_ms": round(draw.random(), 3),
        "db_ms": round(draw.random() * 9, 3), "db_queries": draw.randint(1, 4),
    }  # fmt: skip
    if failed:
        fields |= {"error_kind": kind, "error_code": code, "retryable": retryable}
        if retryable:
            fields["retry_after_s"] = _RETRY_AFTER_S[kind]
        if status >= 500:
            fields |= {
                "exception_type": "service.errors.types.ServiceError",
                "exception_message": "what was waited for did not come in time",
                "exception_stacktrace": _STACKTRACE,
                "fingerprint": f"f_{draw.getrandbits(64):016x}",
            }
    return fields


def _pool_statistics(draw: random.Random, now: datetime) -> dict[str, Any]:
    size = draw.randint(2, 8)
    return _common(draw, now, "info", "surelock.pool", "pool statistics", "database_pool_metrics") | {
        "pool": "main", "pool_min": 1, "pool_max": 8, "pool_size": size, "pool_available": size - 1,
        "requests_waiting": 0, "requests_num": draw.randint(1, 10**6), "connections": size,
        "idle_connections": size - 1, "max_size": 8,
    }  # fmt: skip


def write_log(path: Path, size_bytes: int) -> int:
    """Write a log of at least that size; the number of its lines."""
    written = count = 0
    with path.open("w", encoding="utf-8") as log:
        for event in events():
            written += log.write(json.dumps(event, separators=(",", ":")) + "\n")
            count += 1
            if written >= size_bytes:
                return count
    raise AssertionError("events() has no end")


def cost_of(command: list[str], endings: Collection[int] = (0,)) -> Cost:
    """Run *command* to its end, which must be one of *endings*, with whatever it starts."""
    with tempfile.TemporaryFile() as output:
        begin = time.monotonic()
        process = subprocess.Popen(command, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.monotonic() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in endings:
            raise click.ClickException(f"{command[0]} ended with {process.returncode}")
        output.seek(0)
        printed = output.read().decode("utf-8")
    return Cost(usage.ru_utime + usage.ru_stime, wall_s, usage.ru_maxrss / 1024, printed)


def counts_of_shell(output: str) -> dict[str, int]:
    pairs = (line.split() for line in output.splitlines())
    return {name: int(count) for count, name in pairs}


def counts_of_report(report: dict[str, Any], field: str) -> dict[str, int]:
    return {str(row[field]): row["count"] for row in report[f"by_{field.removeprefix('error_').removesuffix('_code')}"]}


@click.command()
@click.argument("size_mb", type=click.IntRange(1), default=300)
def main(size_mb: int) -> None:
    """Count failures by kind, endpoint and status in a log of SIZE_MB, three ways, and print what each costs."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "service.log"
        lines = write_log(log, size_mb * 10**6)
        gigabytes = log.stat().st_size / 10**9
        click.echo(f"{gigabytes * 1000:.0f} MB, {lines} lines\n")
        ours = cost_of([sys.executable, str(_ANALYZER), "--format", "json", str(log)])
        report = json.loads(ours.output)
        rows = {"analyze_errors": ours}
        for way, shell in _FIELD_SHELL.items():
            costs = []
            for field in _FIELDS:
                costs.append(cost_of(["bash", "-c", "LC_ALL=C; export LC_ALL; " + shell.format(log=log, field=field)]))
                if counts_of_shell(costs[-1].output) != counts_of_report(report, field):
                    raise click.ClickException(f"{way} counts {field} differently")
            cpu_s, wall_s = sum(cost.cpu_s for cost in costs), sum(cost.wall_s for cost in costs)
            rows[way] = Cost(cpu_s, wall_s, max(cost.peak_mb for cost in costs), "")
    print_table(rows, gigabytes)


def print_table(rows: dict[str, Cost], gigabytes: float) -> None:
    ours = rows["analyze_errors"]
    click.echo(f"{'':16}{'CPU s/GB':>10}{'wall s/GB':>11}{'peak MB':>9}{'CPU ratio':>11}")
    for way, cost in rows.items():
        per_gb = f"{cost.cpu_s / gigabytes:>10.1f}{cost.wall_s / gigabytes:>11.1f}"
        click.echo(f"{way:16}{per_gb}{cost.peak_mb:>9.0f}{cost.cpu_s / ours.cpu_s:>11.2f}")
    click.echo("\nThe same counts three ways. analyze_errors reads the log once, the others once for each question.")


if __name__ == "__main__":
    main(prog_name="benchmark_analyzer.sh")
