"""/metrics over real workers that are restarted and killed: sums are right, and nothing goes backwards or grows."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil
import pytest
from prometheus_client.parser import text_string_to_metric_families

from service.telemetry.metrics_directory import FILE_KINDS, PREFIX
from tests.support.postgres import TestDatabase
from tests.support.service import ROOT, SECRET_KEY, RunningService, environment, running_service, wait_for

# A series: its name and its labels.
Series = tuple[str, frozenset[tuple[str, str]]]
Figures = dict[Series, float]

TURN_S = 5.0  # the metrics thread turns every second
RESTART_S = 20.0


def figures_in(text: str) -> Figures:
    """Every sample of a scrape; none of them twice."""
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    figures = {series(sample.name, **sample.labels): sample.value for sample in samples}
    assert len(figures) == len(samples)
    return figures


def series(name: str, **labels: str) -> Series:
    return name, frozenset(labels.items())


def scraped(service: RunningService) -> Figures:
    """A scrape on a connection of its own, by whichever worker takes it."""
    response = httpx.get(f"{service.base_url}/metrics", timeout=10)
    assert response.status_code == 200, response.text
    return figures_in(response.text)


def counters(figures: Figures) -> Figures:
    """What must never go backwards."""
    return {key: value for key, value in figures.items() if key[0].endswith(("_total", "_bucket", "_count", "_sum"))}


def start_times(figures: Figures) -> dict[str, float]:
    """When each worker that shows its state has started, by its slot."""
    name = "surelock_process_start_time_seconds"
    return {dict(labels)["worker"]: value for (shown, labels), value in figures.items() if shown == name}


def wait_until_shown(service: RunningService) -> None:
    wait_for(lambda: len(start_times(scraped(service))) == 2, TURN_S, "both workers show their state")


def directories(master: int) -> list[Path]:
    return [found for base in ("/dev/shm", "/tmp") for found in Path(base).glob(f"{PREFIX}{master}-*")]


def file_names(service: RunningService) -> set[str]:
    (directory,) = directories(service.process.pid)
    return set(os.listdir(directory))


def restart_worker(service: RunningService, sig: signal.Signals) -> None:
    """End the oldest worker and wait for the one in its place to show its state."""
    before = [*start_times(scraped(service)).values()]
    oldest = min(service.workers(), key=lambda worker: worker.create_time())
    oldest.send_signal(sig)
    wait_for(lambda: _is_renewed(service, before, 1), RESTART_S, "another worker in its place")


def reload(service: RunningService) -> None:
    """SIGHUP, until only new workers show their state."""
    before = [*start_times(scraped(service)).values()]
    service.process.send_signal(signal.SIGHUP)
    wait_for(lambda: _is_renewed(service, before, 2), RESTART_S, "new workers")


def _is_renewed(service: RunningService, before: list[float], new: int) -> bool:
    try:
        now = [*start_times(scraped(service)).values()]
    except httpx.TransportError:  # the connection was taken by the worker that has died
        return False
    return len(now) == len(before) and sum(started not in before for started in now) == new


@dataclass
class Scraper:
    """Scrapes all the time, from a thread of its own, and keeps what must not be."""

    service: RunningService
    scrapes: int = 0
    problems: list[str] = field(default_factory=list)
    _last: Figures = field(default_factory=dict)
    _stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self._stopping.wait(timeout=0.01):
            try:
                figures = scraped(self.service)
            except httpx.TransportError:  # a worker was killed with the connection
                continue
            except Exception as exc:  # noqa: BLE001  it is the test's to raise
                self.problems.append(repr(exc))
                continue
            now = counters(figures)
            self.problems += [f"gone: {key}" for key in self._last.keys() - now.keys()]
            both = self._last.keys() & now.keys()
            self.problems += [f"{key}: {self._last[key]} > {now[key]}" for key in both if self._last[key] > now[key]]
            self._last = now
            self.scrapes += 1

    @classmethod
    @contextmanager
    def scraping(cls, service: RunningService) -> Iterator[Scraper]:
        """For the body; fails when anything was wrong with a scrape."""
        scraper = cls(service)
        thread = threading.Thread(target=scraper.run, name="scraper")
        thread.start()
        try:
            yield scraper
        finally:
            scraper._stopping.set()
            thread.join(30)
        assert scraper.problems == []
        assert scraper.scrapes > 10


def test_a_scrape_is_prometheus_text_also_without_its_body(service: RunningService) -> None:
    """Prometheus takes a page of any other type for a broken target."""
    scrape = service.get("/metrics")
    assert scrape.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    head = service.client.head("/metrics")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == scrape.headers["content-type"]
    assert service.post("/metrics").status_code == 405


def test_every_worker_tells_the_figures_of_all(service: RunningService) -> None:
    """A scrape goes to whichever worker takes it; if each told its own, every graph would be noise."""
    wait_until_shown(service)
    started = sorted(worker.create_time() for worker in service.workers())
    for held in service.workers():  # only the other one can answer
        held.suspend()
        try:
            shown = start_times(scraped(service))
        finally:
            held.resume()
        assert set(shown) == {"0", "1"}
        assert sorted(shown.values()) == pytest.approx(started, abs=1.0)


def test_the_state_of_pool_lane_and_process_is_renewed(service: RunningService) -> None:
    """What a dashboard shows beside the rates."""
    figures = scraped(service)
    assert figures[series("surelock_pool_max_connections", worker="0")] == 8
    assert figures[series("surelock_pool_connections", worker="0")] >= 1
    assert figures[series("surelock_pool_requests_waiting", worker="0")] == 0
    assert figures[series("surelock_hash_lane_threads", worker="1")] >= 1
    assert figures[series("surelock_process_threads", worker="1")] >= 5
    assert figures[series("surelock_process_resident_memory_bytes", worker="1")] > 10_000_000
    before = figures[series("surelock_pool_requests_total")]
    service.register("counted")
    wait_for(lambda: scraped(service)[series("surelock_pool_requests_total")] > before, TURN_S, "the pool's counts")


def test_requests_are_added_up_over_the_workers(service: RunningService) -> None:
    """Three here and four there are seven."""

    def counted() -> float:
        return scraped(service).get(
            series("surelock_requests_total", endpoint="/version", method="GET", status_code="200", error_kind=""), 0
        )

    before = counted()
    asked = 0
    pids: set[int] = set()
    while len(pids) < 2 or asked < 10:
        pids.add(service.request_line(httpx.get(f"{service.base_url}/version"))["pid"])
        asked += 1
    wait_for(lambda: counted() == before + asked, TURN_S, "each request counted")
    time.sleep(0.2)
    assert counted() == before + asked  # once


def test_promtool_finds_nothing_to_complain_about(service: RunningService) -> None:
    """Names and units as everybody else's, so that dashboards and rules can be read."""
    promtool = shutil.which("promtool", path=f"{ROOT / '.tools'}/usr/bin:/usr/bin")
    assert promtool is not None, "scripts/test.sh fetches promtool"
    everything = subprocess.run(
        [sys.executable, "-c", COUNT_EVERYTHING], capture_output=True, check=True, cwd=ROOT, timeout=60
    )
    for text in (everything.stdout, service.get("/metrics").content):
        checked = subprocess.run(
            [promtool, "check", "metrics"], input=text, capture_output=True, timeout=60, check=False
        )
        assert (checked.returncode, checked.stdout, checked.stderr) == (0, b"", b"")


COUNT_EVERYTHING = """
import sys
from service.telemetry import metrics
metrics.count_request("/e", "GET", 503, "pool_timeout", 0.1)
metrics.count_background_failure("pool", "database_unavailable")
metrics.observe_lock("step", 0.1, 0.1)
metrics.observe_wait("pool", 0.1)
metrics.count_dropped_records("warn", 1)
metrics.count_unshipped_lines("queue_full", 1)
metrics.show_build("1", "abc")
metrics.show_records_waiting(1)
metrics.show_hash_lane(1, 1, 1)
metrics.show_pool({})
metrics.show_process()
sys.stdout.buffer.write(metrics.render()[0])
"""


def test_restarts_turn_nothing_back_and_add_nothing(tmp_path: Path, database: TestDatabase) -> None:
    """Workers die and are reloaded for years; a scrape must not fail, lose, or grow by it."""
    with running_service(tmp_path / "log", DATABASE_URL=database.url, SECRET_KEY=SECRET_KEY) as service:
        service.register("restarted")
        wait_until_shown(service)
        with Scraper.scraping(service):
            _restart_in_every_way(service)  # now every slot that overlapping workers need has been in use
            known, files = lasting_series(service), file_names(service)
            assert len(files) <= 5 * len(FILE_KINDS)
            _restart_in_every_way(service)
            _restart_in_every_way(service)
            assert file_names(service) <= files
            assert lasting_series(service) <= known
        assert len(start_times(scraped(service))) == 2


def lasting_series(service: RunningService) -> set[Series]:
    """All but the state of workers, which comes and goes, and failures, which may happen at any time."""
    figures = scraped(service)
    passing = {key for key in figures if dict(key[1]).get("worker") and key not in counters(figures)}
    return {key for key in figures.keys() - passing if key[0] != "surelock_background_failures_total"}


def _restart_in_every_way(service: RunningService) -> None:
    restart_worker(service, signal.SIGKILL)
    restart_worker(service, signal.SIGTERM)
    reload(service)
    reload(service)


def test_the_state_of_a_worker_that_has_left_vanishes(tmp_path: Path, database: TestDatabase) -> None:
    """Else the memory of the dead would be added to that of the living."""
    with running_service(tmp_path / "log", DATABASE_URL=database.url, SECRET_KEY=SECRET_KEY) as service:
        wait_until_shown(service)
        service.process.send_signal(signal.SIGTTOU)
        wait_for(lambda: set(start_times(scraped(service))) == {"1"}, RESTART_S, "one worker, the younger")
        assert not [key for key in scraped(service) if dict(key[1]).get("worker") == "0" and key[0][-6:] != "_total"]
        service.process.send_signal(signal.SIGTTIN)
        wait_for(lambda: set(start_times(scraped(service))) == {"0", "1"}, RESTART_S, "two workers again")


def test_the_folder_goes_with_the_master_and_a_killed_ones_with_the_next_start(
    tmp_path: Path, database: TestDatabase
) -> None:
    """It is memory; a host that restarts us every day must not run out of it."""
    settings: dict[str, str | int] = {"DATABASE_URL": database.url, "SECRET_KEY": SECRET_KEY}
    with RunningService(tmp_path / "killed", **settings) as killed:
        killed.wait_until_listening()
        workers = killed.workers()
        assert len(directories(killed.process.pid)) == 1
        killed.process.kill()
        psutil.wait_procs(workers, timeout=20)
    assert len(directories(killed.process.pid)) == 1
    with RunningService(tmp_path / "next", **settings) as following:
        following.wait_until_listening()
        assert directories(killed.process.pid) == []
        (directory,) = directories(following.process.pid)
        assert (directory.stat().st_mode & 0o777, directory.stat().st_uid) == (0o700, os.geteuid())
        wait_until_shown(following)
        reload(following)
        assert directories(following.process.pid) == [directory]  # gunicorn runs its configuration again
    assert directories(following.process.pid) == []


def test_a_process_killed_while_it_counts_leaves_whole_figures(tmp_path: Path) -> None:
    """kill -9 may strike between any two instructions; what has been counted stays counted."""
    last = 0.0
    for _ in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", COUNT_WITHOUT_END, str(tmp_path)],
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            told = [float(process.stdout.readline()) for _ in range(3)]
            process.kill()
        assert told[0] >= last
        assert told == sorted(told)
        last = told[-1]


COUNT_WITHOUT_END = """
import itertools, pathlib, sys
from service.telemetry import metrics
metrics.share(pathlib.Path(sys.argv[1]))
metrics.work_as("0", has_files=True)
NAME = b"surelock_log_lines_dropped_total "
for turn in itertools.count():
    if turn % 1000 == 0:
        (line,) = [line for line in metrics.render()[0].splitlines() if line.startswith(NAME)]
        print(float(line.removeprefix(NAME)), flush=True)
    metrics.count_dropped_lines(1)
    metrics.count_background_failure(f"component {turn % 3000}", "")
    metrics.observe_wait("pool", 0.1)
"""
