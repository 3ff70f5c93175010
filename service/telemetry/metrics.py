"""What is counted and measured, for Prometheus. Every name and every label of a metric is here and nowhere else.

Under gunicorn the processes share their figures through files (`share`, `work_as`); otherwise they are this process's
own. Counting waits for nothing but other threads that count, and never raises: what fails here must not fail what is
counted. A signal handler that interrupts a count and counts itself would wait for ever; the only one that counts is
that of a worker which is aborted, and the master kills that a second later.

Every label has a small closed set of values, or a scrape would grow with what clients send.
"""

from __future__ import annotations

import functools
import logging
import os
import struct
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, ParamSpec

import psutil
from prometheus_client import (
    CONTENT_TYPE_PLAIN_0_0_4,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
    values,
)
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from service.telemetry.metrics_directory import GAUGE_MODE

MAIN_PROCESS = "main"

# The limits of the service are bounds, so that "how many reached the limit" is one subtraction: 0.75 s for the hash
# queue, 1 s for the pool, 2 s for a lock, 5 s for a query, 6 s for a request. A wait that was cut there is just above.
BUCKETS_S = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 2.0, 5.0, 6.0, 10.0)

P = ParamSpec("P")

_log = logging.getLogger("surelock.metrics")


class _Metrics:
    """Every metric, made with one of prometheus_client's ways to keep a value."""

    def __init__(self, value_class: Any) -> None:
        values.ValueClass = value_class  # what the constructors below and `labels` use
        self.registry = CollectorRegistry()
        counter = functools.partial(Counter, registry=self.registry)
        histogram = functools.partial(Histogram, registry=self.registry, buckets=BUCKETS_S)
        gauge = functools.partial(Gauge, registry=self.registry, multiprocess_mode=GAUGE_MODE)
        worker = ["worker"]

        self.requests = counter(
            "surelock_requests_total",
            "Requests answered; error_kind is empty for a success.",
            ["endpoint", "method", "status_code", "error_kind"],
        )
        self.request_duration = histogram(
            "surelock_request_duration_seconds", "How long requests took.", ["endpoint", "method"]
        )
        self.background_failures = counter(
            "surelock_background_failures_total", "Failures outside requests.", ["component", "error_kind"]
        )
        self.lock_wait = histogram(
            "surelock_lock_wait_seconds", "How long a step waited for its lock, in vain or not.", ["label"]
        )
        self.lock_hold = histogram("surelock_lock_hold_seconds", "How long a step held its lock.", ["label"])
        self.lock_tripwire = counter(
            "surelock_lock_tripwire_total",
            "What was done, or about to be, under a lock that must not be.",
            ["rule", "operation", "label"],
        )
        self.wait = histogram("surelock_wait_seconds", "How long one wait took, in a request or outside.", ["wait"])

        self.pool_gauges = {
            "pool_size": gauge("surelock_pool_connections", "Connections of the pool.", worker),
            "pool_available": gauge("surelock_pool_idle_connections", "Connections nobody uses.", worker),
            "requests_waiting": gauge("surelock_pool_requests_waiting", "Requests waiting for a connection.", worker),
            "pool_max": gauge("surelock_pool_max_connections", "Connections the pool may have.", worker),
        }
        self.pool_counters = {
            "requests_num": counter("surelock_pool_requests_total", "Connections asked of the pool."),
            "requests_queued": counter("surelock_pool_requests_queued_total", "Those that had to wait."),
            "requests_errors": counter("surelock_pool_requests_errors_total", "Those the pool knows to have failed."),
            "returns_bad": counter("surelock_pool_returns_bad_total", "Connections given back broken."),
            "connections_num": counter("surelock_pool_connection_attempts_total", "Attempts to connect."),
            "connections_errors": counter("surelock_pool_connection_errors_total", "Attempts to connect that failed."),
            "connections_lost": counter("surelock_pool_connections_lost_total", "Connections found lost."),
        }
        self.database_retries = counter(
            "surelock_database_retries_total", "Statements tried a second time, on another connection."
        )
        self.pool_usage = counter("surelock_pool_usage_seconds_total", "How long connections were in use, together.")

        self.hash_lane_threads = gauge("surelock_hash_lane_threads", "Hashes that can run at once.", worker)
        self.hash_lane_running = gauge("surelock_hash_lane_running", "Hashes that run.", worker)
        self.hash_lane_waiting = gauge("surelock_hash_lane_waiting", "Hashes that wait for their turn.", worker)

        self.shed_requests = counter(
            "surelock_shed_requests_total", "Requests refused, there being too many.", ["reason"]
        )
        self.shedding = gauge("surelock_shedding", "1 while requests are refused.", ["reason", *worker])

        self.resident_memory = gauge("surelock_process_resident_memory_bytes", "Memory of the process.", worker)
        self.open_fds = gauge("surelock_process_open_fds", "Open file descriptors of the process.", worker)
        self.threads = gauge("surelock_process_threads", "Threads of the process.", worker)
        self.start_time = gauge(
            "surelock_process_start_time_seconds", "When the process started, in Unix time.", worker
        )
        self.cpu = counter("surelock_process_cpu_seconds_total", "CPU time of the slot's processes.", worker)

        self.in_flight = gauge("surelock_requests_in_flight", "Requests that count against the limit.", worker)
        self.closed_connections = counter(
            "surelock_connections_closed_total", "Connections closed against the client's will.", ["reason"]
        )
        self.ignored_request_starts = counter(
            "surelock_request_start_ignored_total", "X-Request-Start headers that made no sense."
        )

        self.dropped_lines = counter("surelock_log_lines_dropped_total", "Log lines nobody read in time.")
        self.dropped_records = counter(
            "surelock_error_records_dropped_total", "Error records that found no room.", ["severity"]
        )
        self.records_waiting = gauge("surelock_error_records_waiting", "Error records not yet in the database.", worker)
        self.shipped_lines = counter("surelock_log_shipping_lines_total", "Log lines that were shipped.")
        self.unshipped_lines = counter(
            "surelock_log_shipping_dropped_lines_total", "Log lines that were not shipped.", ["reason"]
        )
        self.build = gauge("surelock_build_info", "What is running; always 1.", ["version", "commit"])


class _SharedFiles:
    """All processes' figures, merged from their files."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def collect(self) -> Iterable[Metric]:
        """A file that can't be read, whatever was done to it, costs its own figures and not the scrape."""
        files = [str(file) for file in self._directory.glob("*.db")]
        try:
            merged = MultiProcessCollector.merge(files)
        except _UNREADABLE:
            merged = MultiProcessCollector.merge([file for file in files if _is_readable(file)])
        return sorted(merged, key=lambda metric: str(metric.name))


# It went away; it is empty; its lengths, its text or its JSON make no sense.
_UNREADABLE = (OSError, struct.error, RuntimeError, ValueError, TypeError)


def _is_readable(file: str) -> bool:
    try:
        MultiProcessCollector.merge([file])
    except _UNREADABLE:
        return False
    return True


disable_created_metrics()
_process = MAIN_PROCESS
_metrics = _Metrics(values.MutexValue)
_source: Collector = _metrics.registry


# Processes


def share(directory: Path) -> None:
    """From now on count in files in *directory*, and show those of all processes. For the master, before it forks."""
    global _metrics, _source
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(directory)
    _metrics = _Metrics(values.MultiProcessValue(lambda: _process))
    _source = _SharedFiles(directory)


def work_as(slot: str, *, has_files: bool) -> None:
    """
    In a worker, after the fork: go on in the files of *slot*, which no other live process has.

    Without files it shows what the others count, and what it counts itself is lost.
    """
    global _metrics, _process
    _process = slot
    if not has_files:
        _metrics = _Metrics(values.MutexValue)


def render() -> tuple[bytes, str]:
    """Every figure in Prometheus' text format, and its content type. Reads memory and mapped files, nothing else."""
    return generate_latest(_source), CONTENT_TYPE_PLAIN_0_0_4


# Counting


def _never_raising(count: Callable[P, None]) -> Callable[P, None]:
    """Told once in each process: the next failures are the same one, and there may be thousands a second."""

    @functools.wraps(count)
    def counted(*args: P.args, **kwargs: P.kwargs) -> None:
        global _has_failed
        try:
            count(*args, **kwargs)
        except Exception as exc:  # noqa: BLE001  what is counted goes on without
            if not _has_failed:
                _has_failed = True
                _log.error("counting fails", exc_info=exc)

    return counted


_has_failed = False


@_never_raising
def count_request(endpoint: str, method: str, status_code: int, error_kind: str, duration_s: float) -> None:
    """A request has ended; *error_kind* is "" for a success."""
    _metrics.requests.labels(endpoint, method, status_code, error_kind).inc()
    _metrics.request_duration.labels(endpoint, method).observe(duration_s)


@_never_raising
def count_background_failure(component: str, error_kind: str) -> None:
    """Something outside a request has failed."""
    _metrics.background_failures.labels(component, error_kind).inc()


@_never_raising
def observe_lock(label: str, wait_s: float, hold_s: float | None) -> None:
    """A step waited for its lock, and held it, or gave up (*hold_s* None). Call it when the lock is free again."""
    _metrics.lock_wait.labels(label).observe(wait_s)
    if hold_s is not None:
        _metrics.lock_hold.labels(label).observe(hold_s)


@_never_raising
def count_tripwire(rule: str, operation: str, label: str) -> None:
    """Something that may wait was about to be done under the lock of the step *label*."""
    _metrics.lock_tripwire.labels(rule, operation, label).inc()


@_never_raising
def observe_wait(wait: str, seconds: float) -> None:
    """One wait, by its name in the log line, is over, in vain or not."""
    _metrics.wait.labels(wait).observe(seconds)


@_never_raising
def count_closed_connection(reason: str) -> None:
    """A connection was closed: no_room (there were too many), or answer_not_read."""
    _metrics.closed_connections.labels(reason).inc()


@_never_raising
def count_ignored_request_start() -> None:
    """A trusted proxy's X-Request-Start was in the future, too old, or no time at all."""
    _metrics.ignored_request_starts.inc()


@_never_raising
def count_database_retry() -> None:
    """A statement is tried a second time."""
    _metrics.database_retries.inc()


@_never_raising
def count_shed(reason: str) -> None:
    """A request was refused because there is too much of *reason*."""
    _metrics.shed_requests.labels(reason).inc()


@_never_raising
def count_dropped_lines(lines: int) -> None:
    """So many lines were not written to standard output."""
    _metrics.dropped_lines.inc(lines)


@_never_raising
def count_dropped_records(severity: str, records: int) -> None:
    """So many error records found no room in the buffer."""
    _metrics.dropped_records.labels(severity).inc(records)


@_never_raising
def count_shipped_lines(lines: int) -> None:
    """So many lines were shipped."""
    _metrics.shipped_lines.inc(lines)


@_never_raising
def count_unshipped_lines(reason: str, lines: int) -> None:
    """So many lines will not be shipped."""
    _metrics.unshipped_lines.labels(reason).inc(lines)


# State, set anew every second or so by the metrics thread


@_never_raising
def show_build(version: str, commit: str | None) -> None:
    """What this process runs."""
    _metrics.build.labels(version, commit or "").set(1)


@_never_raising
def show_records_waiting(records: int) -> None:
    """So many error records are in the buffer."""
    _metrics.records_waiting.labels(_process).set(records)


@_never_raising
def show_in_flight(requests: int) -> None:
    """So many requests count against the in-flight limit."""
    _metrics.in_flight.labels(_process).set(requests)


@_never_raising
def show_hash_lane(threads: int, running: int, waiting: int) -> None:
    """What the hash lane does."""
    _metrics.hash_lane_threads.labels(_process).set(threads)
    _metrics.hash_lane_running.labels(_process).set(running)
    _metrics.hash_lane_waiting.labels(_process).set(waiting)


@_never_raising
def show_shedding(reason: str, *, is_shedding: bool) -> None:
    """Whether requests are refused because there is too much of *reason*. Set when that changes."""
    _metrics.shedding.labels(reason, _process).set(int(is_shedding))


@_never_raising
def show_pool(stats: Mapping[str, int]) -> None:
    """The pool's own statistics by psycopg_pool's names, which leave out what is zero. For one thread."""
    for name, gauge in _metrics.pool_gauges.items():
        gauge.labels(_process).set(stats.get(name, 0))
    for name, counter in _metrics.pool_counters.items():
        counter.inc(_growth.since_last(name, stats.get(name, 0)))
    _metrics.pool_usage.inc(_growth.since_last("usage_ms", stats.get("usage_ms", 0)) / 1000)


@_never_raising
def show_process() -> None:
    """What the operating system says of this process. For one thread."""
    process = psutil.Process()
    with process.oneshot():
        cpu = process.cpu_times()
        _metrics.resident_memory.labels(_process).set(process.memory_info().rss)
        _metrics.open_fds.labels(_process).set(process.num_fds())
        _metrics.threads.labels(_process).set(process.num_threads())
        _metrics.start_time.labels(_process).set(process.create_time())
        _metrics.cpu.labels(_process).inc(_growth.since_last("cpu", cpu.user + cpu.system))


class _Growth:
    """Turns figures that begin at zero with each process (or pool) into what they have grown by, for a counter."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def since_last(self, name: str, figure: float) -> float:
        last, self._last[name] = self._last.get(name, 0.0), figure
        return figure - last if figure >= last else figure


_growth = _Growth()
