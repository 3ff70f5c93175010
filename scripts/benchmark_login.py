"""Measure how many people a service logs in, beside what bcrypt alone can do on the same cores in the same minutes."""

from __future__ import annotations

import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import bcrypt
import click
import psutil
import urllib3

from benchmark_figures import Figure, as_json, machine, markdown
from load_test.report import LOAD_BEGINS, LOAD_IS_OVER, latencies
from service.config import Settings, available_cores
from tests.support.postgres import state_folder
from tests.support.service import RunningService

RAW_S = 6.0
SPREAD_LIMIT = 0.05  # more, and somebody else had the cores for a while: no figure here means anything
CONNECTIONS = 10
CLOSED_LOOP_S, OPEN_LOOP_S = 30, 20
OVERLOAD = 10
PROBES_PER_SECOND = 10
PROBE_TIMEOUT_S = 10.0
NORMAL_LOGINS = 10
RECOVERY_TIMEOUT_S = 60.0
RECOVERY_PAUSE_S = 0.05
PASSWORD = "correct horse"  # noqa: S105

_LOAD_TEST = Path(__file__).parent / "load_test_login.py"


# The limit


def raw_bcrypt(rounds: int) -> float:
    """Checks of a password per second on all cores, by threads or by processes, whichever is more."""
    cores = available_cores()
    spawned = multiprocessing.get_context("spawn")
    with ThreadPoolExecutor(cores) as threads, ProcessPoolExecutor(cores, mp_context=spawned) as processes:
        return max(_checks_per_second(executor, cores, rounds) for executor in (threads, processes))


def _checks_per_second(executor: Executor, cores: int, rounds: int) -> float:
    list(executor.map(_checks_in, [0.0] * cores, [rounds] * cores))  # everybody is there
    return sum(executor.map(_checks_in, [RAW_S] * cores, [rounds] * cores))


def _checks_in(seconds: float, rounds: int) -> float:
    """Per second; at least one check."""
    stored = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(rounds))
    count, begin = 0, time.monotonic()
    while count == 0 or time.monotonic() - begin < seconds:
        bcrypt.checkpw(PASSWORD.encode(), stored)
        count += 1
    return count / (time.monotonic() - begin)


# What is asked meanwhile


class Visitor:
    """Asks a service on a new connection each time, as somebody who comes by would."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._http = urllib3.PoolManager(retries=False, timeout=PROBE_TIMEOUT_S, headers={"Connection": "close"})
        self.name = f"visitor-{os.urandom(6).hex()}"
        body = {"username": self.name, "email": f"{self.name}@example.com", "password": PASSWORD}
        self._token = self._http.request("POST", f"{base_url}/api/auth/register", json=body).json()["token"]

    def get(self, path: str) -> int:
        """The status; 0 without an answer."""
        headers = {"Connection": "close", "Authorization": f"Bearer {self._token}"}
        return self._status(lambda: self._http.request("GET", self._base_url + path, headers=headers))

    def log_in(self) -> int:
        """The status; 0 without an answer."""
        body = {"username": self.name, "password": PASSWORD}
        return self._status(lambda: self._http.request("POST", f"{self._base_url}/api/auth/login", json=body))

    def _status(self, ask: Callable[[], urllib3.BaseHTTPResponse]) -> int:
        try:
            return ask().status
        except urllib3.exceptions.HTTPError:
            return 0


class Probe(threading.Thread):
    """Asks for *path* PROBES_PER_SECOND times a second until it is stopped; a late answer delays the next question,
    whose wait counts from when it was due."""

    def __init__(self, visitor: Visitor, path: str) -> None:
        super().__init__(name=f"probe {path}")
        self._visitor, self.path = visitor, path
        self._stopped = threading.Event()
        self.latencies_ms: list[float] = []
        self.failed = 0

    def run(self) -> None:
        due = time.monotonic()
        while not self._stopped.wait(max(0.0, due - time.monotonic())):
            self.failed += self._visitor.get(self.path) != 200
            self.latencies_ms.append((time.monotonic() - due) * 1000)
            due += 1 / PROBES_PER_SECOND

    def stop(self) -> None:
        """Ask no more; does not wait for the answer to what was asked."""
        self._stopped.set()


# The load


class Load(NamedTuple):
    """A run of the load test: its report, and what the cores did meanwhile."""

    report: dict[str, Any]
    worker_cores: float
    other_cores: float

    def errors(self, *kinds: str) -> int:
        return sum(row["count"] for row in self.report["errors_by_kind"] if not kinds or row["error_kind"] in kinds)


def load(
    service: RunningService,
    report_file: Path,
    *,
    begins: Callable[[], None] = lambda: None,
    is_over: Callable[[], None] = lambda: None,
    **settings: str | float,
) -> Load:
    """Run the load test; call *begins* and *is_over* when its first and its last request are sent."""
    workers = service.workers()
    marks: dict[str, tuple[float, float, float]] = {}
    with subprocess.Popen(
        [sys.executable, str(_LOAD_TEST), "--json", str(report_file)],
        env=os.environ | {"BASE_URL": service.base_url} | {name: str(value) for name, value in settings.items()},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        for line in process.stdout or ():
            said = line.rstrip("\n")
            click.echo(f"  {said}", err=True)
            if said in (LOAD_BEGINS, LOAD_IS_OVER):
                marks[said] = (time.monotonic(), sum(map(_cpu_s, workers)), _busy_s())
                (begins if said == LOAD_BEGINS else is_over)()
    if not report_file.exists():
        raise click.ClickException("the load test made no report")
    report = json.loads(report_file.read_text())
    seconds, worker_s, busy_s = (
        after - before for before, after in zip(marks[LOAD_BEGINS], marks[LOAD_IS_OVER], strict=True)
    )
    other_cores = (busy_s - worker_s) / seconds - report["generator_cores"]
    return Load(report, worker_s / seconds, max(0.0, other_cores))


def _cpu_s(process: psutil.Process) -> float:
    used = process.cpu_times()
    return float(used.user + used.system)


def _busy_s() -> float:
    """Of all cores and everybody."""
    times = psutil.cpu_times()
    return float(sum(times[:8]) - times.idle - times.iowait)


# Figures


def measure(folder: Path) -> list[Figure]:
    rounds = int(Settings.model_fields["bcrypt_rounds"].default)
    say("bcrypt alone")
    before = raw_bcrypt(rounds)
    settings: dict[str, str | int] = {
        "SURELOCK_STATE_DIR": str(folder / "state"),
        "BCRYPT_ROUNDS": rounds,
        "WEB_CONCURRENCY": available_cores(),
    }
    with RunningService(folder / "log", **settings) as service:
        service.wait_until_ready()
        visitor = Visitor(service.base_url)
        normal_s = statistics.median(_timed(visitor.log_in) for _ in range(NORMAL_LOGINS))
        say(f"closed loop, {CONNECTIONS} connections")
        closed = load(service, folder / "closed.json", CONCURRENT_REQUESTS=CONNECTIONS, DURATION_SECONDS=CLOSED_LOOP_S)
        say("bcrypt alone")
        between = raw_bcrypt(rounds)
        say(f"open loop, {OVERLOAD} times what bcrypt can do")
        probes = [Probe(visitor, path) for path in ("/health", "/api/auth/me")]
        recoveries: list[float | None] = []

        def begin() -> None:
            for probe in probes:
                probe.start()

        def end() -> None:
            for probe in probes:
                probe.stop()
            recoveries.append(recovery_s(visitor, normal_s))

        opened = load(
            service,
            folder / "open.json",
            begins=begin,
            is_over=end,
            RATE=round(OVERLOAD * between, 1),
            DURATION_SECONDS=OPEN_LOOP_S,
        )
        for probe in probes:
            probe.join()
    say("bcrypt alone")
    after = raw_bcrypt(rounds)
    return [
        Figure(f"bcrypt alone, {rounds} rounds, before", before, "/s"),
        Figure("bcrypt alone, between the two loads", between, "/s"),
        Figure("bcrypt alone, after", after, "/s"),
        Figure("bcrypt alone: spread of the three", spread([before, between, after]), at_most=SPREAD_LIMIT),
        *closed_figures(closed, (before + between) / 2),
        *open_figures(opened, (between + after) / 2, probes),
        Figure("one login, nobody else there", normal_s, "s"),
        Figure("a login takes at most twice that again, after the load's end", recoveries[0], "s", at_most=2),
    ]


def spread(rates: Sequence[float]) -> float:
    """The part by which the least is below the most."""
    return 1 - min(rates) / max(rates)


def recovery_s(visitor: Visitor, normal_s: float) -> float | None:
    """How long from now until the end of the first login that takes at most twice *normal_s*; None: it never did."""
    begin = time.monotonic()
    while time.monotonic() - begin < RECOVERY_TIMEOUT_S:
        asked = time.monotonic()
        if visitor.log_in() == 200 and time.monotonic() - asked <= 2 * normal_s:
            return time.monotonic() - begin
        time.sleep(RECOVERY_PAUSE_S)
    return None


def _timed(act: Callable[[], object]) -> float:
    begin = time.monotonic()
    act()
    return time.monotonic() - begin


def closed_figures(closed: Load, limit: float) -> list[Figure]:
    report, name = closed.report, f"{CONNECTIONS} connections"
    return [
        Figure(f"{name}: successes/s", report["successes_per_second"], "/s"),
        Figure(f"{name}: successes/s against bcrypt alone", report["successes_per_second"] / limit, at_least=0.97),
        Figure(f"{name}: refused", closed.errors("overloaded"), at_most=0),
        Figure(f"{name}: all errors", closed.errors(), at_most=0),
        Figure(f"{name}: P95", report["latency_ms"]["all"]["p95"], "ms", at_most=1000),
        *core_figures(name, closed),
    ]


def open_figures(opened: Load, limit: float, probes: list[Probe]) -> list[Figure]:
    report, name = opened.report, f"{opened.report['rate']:g} logins/s"
    return [
        Figure(f"{name}: successes/s", report["successes_per_second"], "/s"),
        Figure(f"{name}: successes/s against bcrypt alone", report["successes_per_second"] / limit, at_least=0.90),
        Figure(f"{name}: P95 of successes", report["latency_ms"]["successes"]["p95"], "ms", at_most=1000),
        Figure(f"{name}: refused", opened.errors("overloaded")),
        Figure(f"{name}: client time-outs", opened.errors("client_timeout"), at_most=0),
        Figure(
            f"{name}: errors that are neither",
            opened.errors() - opened.errors("overloaded", "client_timeout"),
            at_most=0,
        ),
        *(
            Figure(f"{name}: P99 of GET {probe.path} meanwhile", latencies(probe.latencies_ms)["p99"], "ms", at_most=25)
            for probe in probes
        ),
        Figure(f"{name}: probes without a 200", sum(probe.failed for probe in probes), at_most=0),
        *core_figures(name, opened),
    ]


def core_figures(name: str, load: Load) -> list[Figure]:
    return [
        Figure(f"{name}: cores busy with the workers", load.worker_cores),
        Figure(f"{name}: cores busy with the load generator", load.report["generator_cores"]),
        Figure(f"{name}: cores busy with the rest (database, probes)", load.other_cores),
    ]


def say(what: str) -> None:
    click.echo(what, err=True)


@click.command()
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures there.")
def main(json_file: Path | None) -> None:
    """Measure the logins of a service of its own; print a table. Takes about two minutes on an idle machine."""
    title = machine()
    with state_folder() as folder:
        figures = measure(folder)
    click.echo(f"{title}\n\n{markdown(figures)}")
    if json_file is not None:
        json_file.write_bytes(as_json(title, figures))


if __name__ == "__main__":
    main(prog_name="benchmark_login.sh")
