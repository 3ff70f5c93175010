"""Figures that stay right when processes come and go, and counting that harms nobody."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from prometheus_client import values
from prometheus_client.parser import text_string_to_metric_families

from service.config import load_settings
from service.telemetry import metrics
from service.telemetry.metrics_directory import FILE_BYTES, FILE_KINDS, PREFIX, MetricsDirectory
from tests.support.lines import LogLines

GAUGE_OF_WORKER = "surelock_hash_lane_threads"


def shown(name: str, **labels: str) -> float | None:
    """One sample of what a scrape would see; None when there is no such series."""
    text, _content_type = metrics.render()
    samples = [s for family in text_string_to_metric_families(text.decode()) for s in family.samples]
    found = [s.value for s in samples if s.name == name and s.labels == labels]
    assert len(found) <= 1
    return found[0] if found else None


def grown(name: str, act: Callable[[], None], **labels: str) -> float:
    """By how much *act* made a counter grow; others count in this process, too."""
    before = shown(name, **labels) or 0.0
    act()
    return (shown(name, **labels) or 0.0) - before


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test makes of this process ends with it."""
    for name in ("_metrics", "_source", "_process", "_has_failed", "_growth"):
        monkeypatch.setattr(metrics, name, getattr(metrics, name))
    monkeypatch.setattr(values, "ValueClass", values.ValueClass)
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MetricsDirectory]:
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # not in /dev/shm
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    made = MetricsDirectory.make()
    yield made
    made.remove()


def new_worker(directory: MetricsDirectory, slot: str) -> None:
    """Let this process be one that has just started in *slot*, with nothing of its own in memory."""
    new_master(directory)
    metrics.work_as(slot, has_files=directory.prepare(slot))


def new_master(directory: MetricsDirectory) -> None:
    metrics.work_as(metrics.MAIN_PROCESS, has_files=directory.prepare(metrics.MAIN_PROCESS))
    metrics.share(directory.path)


def test_a_request_is_counted_with_its_kind_and_its_time() -> None:
    """The error rate by kind, and the latency: what a dashboard shows first."""

    def end() -> None:
        metrics.count_request("/e", "GET", 503, "pool_timeout", 1.5)

    labels = {"endpoint": "/e", "method": "GET"}
    assert grown("surelock_requests_total", end, **labels, status_code="503", error_kind="pool_timeout") == 1
    assert grown("surelock_request_duration_seconds_bucket", end, **labels, le="2.0") == 1
    assert grown("surelock_request_duration_seconds_bucket", end, **labels, le="1.0") == 0


@pytest.mark.parametrize(("hold_s", "held"), [(None, 0), (0.1, 1)])
def test_a_lock_that_was_never_had_was_not_held(hold_s: float | None, held: int) -> None:
    """A time-out must not make the holds look short."""

    def try_lock() -> None:
        metrics.observe_lock("step", 2.1, hold_s)

    assert grown("surelock_lock_wait_seconds_count", try_lock, label="step") == 1
    assert grown("surelock_lock_hold_seconds_count", try_lock, label="step") == held


@pytest.mark.parametrize(
    ("act", "name", "labels", "by"),
    [
        (
            lambda: metrics.count_background_failure("pool", "database_unavailable"),
            "surelock_background_failures_total",
            {"component": "pool", "error_kind": "database_unavailable"},
            1,
        ),
        (lambda: metrics.observe_wait("hash_wait", 0.2), "surelock_wait_seconds_count", {"wait": "hash_wait"}, 1),
        (lambda: metrics.observe_wait("sign", 0.25), "surelock_wait_seconds_sum", {"wait": "sign"}, 0.25),
        (lambda: metrics.count_dropped_lines(7), "surelock_log_lines_dropped_total", {}, 7),
        (
            lambda: metrics.count_dropped_records("warn", 2),
            "surelock_error_records_dropped_total",
            {"severity": "warn"},
            2,
        ),
        (lambda: metrics.count_shipped_lines(3), "surelock_log_shipping_lines_total", {}, 3),
        (
            lambda: metrics.count_unshipped_lines("queue_full", 4),
            "surelock_log_shipping_dropped_lines_total",
            {"reason": "queue_full"},
            4,
        ),
    ],
)
def test_each_event_grows_its_counter(act: Callable[[], None], name: str, labels: dict[str, str], by: float) -> None:
    """The names are a contract with dashboards that are not ours."""
    assert grown(name, act, **labels) == by


def test_the_limits_of_the_service_are_bounds_of_buckets() -> None:
    """How many waits reached their limit is then a subtraction and not a guess."""
    settings = load_settings()
    limits_ms = (
        settings.login_wait_budget_ms,
        settings.pool_timeout_ms,
        settings.storage_lock_try_ms,
        settings.query_timeout_ms,
        settings.request_deadline_ms,
    )
    assert {limit_ms / 1000 for limit_ms in limits_ms} <= set(metrics.BUCKETS_S)


def test_the_state_of_the_process_is_shown_under_its_slot(directory: MetricsDirectory) -> None:
    """Which of the workers is it?"""
    new_worker(directory, "3")
    metrics.show_process()
    metrics.show_hash_lane(threads=2, running=1, waiting=0)
    metrics.show_pool({"pool_size": 4, "pool_max": 8})
    metrics.show_records_waiting(5)
    metrics.show_build("1.2.3", None)
    assert shown("surelock_process_open_fds", worker="3") == pytest.approx(len(os.listdir("/proc/self/fd")), abs=3)
    assert (shown("surelock_process_resident_memory_bytes", worker="3") or 0) > 1_000_000
    assert (shown("surelock_process_threads", worker="3") or 0) >= 1
    assert shown("surelock_hash_lane_running", worker="3") == 1
    assert shown("surelock_pool_connections", worker="3") == 4
    assert shown("surelock_pool_idle_connections", worker="3") == 0  # psycopg_pool leaves out what is zero
    assert shown("surelock_error_records_waiting", worker="3") == 5
    assert shown("surelock_build_info", version="1.2.3", commit="") == 1


def test_the_pools_own_counts_become_counters_that_outlive_it(directory: MetricsDirectory) -> None:
    """A new pool begins at zero; a counter that did so would look like a burst to whoever reads its rate."""
    new_worker(directory, "0")
    for requests, usage_ms in ((10, 1000), (15, 1500), (2, 250)):  # the last is a new pool's
        metrics.show_pool({"requests_num": requests, "usage_ms": usage_ms})
    assert shown("surelock_pool_requests_total") == 17
    assert shown("surelock_pool_usage_seconds_total") == 1.75


def test_a_worker_goes_on_where_its_slots_last_one_ended(directory: MetricsDirectory) -> None:
    """Counters never go backwards, and no file is added, however often workers are restarted."""
    files: set[frozenset[str]] = set()
    for restart in range(1, 7):
        new_worker(directory, "0")
        metrics.count_dropped_lines(1)
        metrics.observe_lock("step", 0.1, 0.1)
        assert shown("surelock_log_lines_dropped_total") == restart
        assert shown("surelock_lock_wait_seconds_count", label="step") == restart
        files.add(frozenset(os.listdir(directory.path)))
    assert len(files) == 1


def test_what_several_processes_count_is_added_up(directory: MetricsDirectory) -> None:
    """Any worker answers for all, the master's own counts included."""
    new_master(directory)
    metrics.count_dropped_lines(1)
    for slot in ("0", "1"):
        new_worker(directory, slot)
        metrics.count_dropped_lines(10)
    assert shown("surelock_log_lines_dropped_total") == 21


def test_the_state_of_a_dead_worker_vanishes_and_its_counts_stay(directory: MetricsDirectory) -> None:
    """The memory of a process that is no more is no news; what it has counted has happened."""
    for slot in ("0", "1"):
        new_worker(directory, slot)
        metrics.show_hash_lane(threads=1, running=0, waiting=0)
        metrics.count_dropped_lines(1)
    directory.forget_gauges("1")
    directory.forget_gauges("1")  # twice is no failure
    assert shown(GAUGE_OF_WORKER, worker="0") == 1
    assert shown(GAUGE_OF_WORKER, worker="1") is None
    assert shown("surelock_log_lines_dropped_total") == 2


def test_files_have_their_space_before_a_process_writes_them(directory: MetricsDirectory) -> None:
    """On a full tmpfs a write through a mapping without space behind it kills the worker."""
    directory.prepare("0")
    for kind in FILE_KINDS:
        status = (directory.path / f"{kind}_0.db").stat()
        assert status.st_size == FILE_BYTES
        assert status.st_blocks * 512 >= FILE_BYTES
    assert len(os.listdir(directory.path)) == len(FILE_KINDS)
    new_worker(directory, "0")
    metrics.count_dropped_lines(1)
    metrics.observe_wait("pool", 0.1)
    metrics.show_process()
    assert len(os.listdir(directory.path)) == 2 * len(FILE_KINDS)  # its files have the names that we gave them


@pytest.mark.parametrize(
    "content",
    [b"", b"\x10", b"\xff\xff\xff\x7f" + b"\x01" * 60, (24).to_bytes(8, "little") + b"\xff" * 16],
    ids=["empty", "too short", "a length beyond the file", "no text"],
)
def test_a_damaged_file_costs_its_own_figures_and_not_the_scrape(directory: MetricsDirectory, content: bytes) -> None:
    """The one moment in which somebody looks is the one in which something has gone wrong."""
    new_worker(directory, "0")
    metrics.count_dropped_lines(1)
    (directory.path / "counter_1.db").write_bytes(content)
    (directory.path / "gauge_livemax_1.db").write_bytes(content)
    assert shown("surelock_log_lines_dropped_total") == 1


def test_nobody_is_harmed_when_counting_fails(directory: MetricsDirectory, log_lines: LogLines) -> None:
    """Not the request that is counted, and not the log, which would be told it for every request."""
    new_worker(directory, "0")
    directory.remove()
    metrics.work_as("1", has_files=True)  # they can't be made any more
    try:
        for _ in range(3):
            metrics.count_request("/e", "GET", 200, "", 0.1)
            metrics.count_dropped_lines(1)
            metrics.show_process()
        assert [record["message"] for record in log_lines.events()] == ["counting fails"]
        assert metrics.render()[0] == b""
    finally:
        directory.path.mkdir()
        directory._lock = os.open(directory.path, os.O_RDONLY)


def test_the_folder_of_a_dead_master_is_removed_by_the_next(directory: MetricsDirectory) -> None:
    """Killed masters must not fill the memory with their files; nor must the living lose theirs."""
    dead, other = MetricsDirectory.make(), MetricsDirectory.make()
    dead.prepare("0")
    dead.close_after_fork()  # what the kernel does for a process that is killed
    new = MetricsDirectory.make()
    base = directory.path.parent
    assert {path.name for path in base.iterdir()} == {made.path.name for made in (directory, other, new)}
    other.remove()
    new.remove()


def test_only_our_own_folders_are_removed(directory: MetricsDirectory, tmp_path: Path) -> None:
    """/dev/shm is everybody's: a link with our name must not lead us elsewhere."""
    theirs = tmp_path / "precious"
    theirs.mkdir()
    (tmp_path / f"{PREFIX}1-link").symlink_to(theirs)
    (tmp_path / f"{PREFIX}1-file").write_text("")
    MetricsDirectory.make().remove()
    assert theirs.is_dir()
    assert (tmp_path / f"{PREFIX}1-file").exists()


def test_a_worker_without_room_for_its_files_counts_for_itself(
    directory: MetricsDirectory, log_lines: LogLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With files it would be killed by its first count; a hook of the master that raises would end the service."""

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    new_worker(directory, "0")
    metrics.count_dropped_lines(1)
    monkeypatch.setattr(os, "posix_fallocate", no_room)
    new_worker(directory, "1")
    metrics.count_dropped_lines(1)
    assert [record["level"] for record in log_lines.events()] == ["warn"]
    assert shown("surelock_log_lines_dropped_total") == 1  # that of the worker which has files
    assert not [name for name in os.listdir(directory.path) if "1" in name]
