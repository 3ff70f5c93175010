"""Load the logins of a running service, and say whether it bore that."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click
import orjson

from load_test.people import Answer, RegistrationFailed, register_people
from load_test.plot import latency_plot
from load_test.report import as_text, report_on
from load_test.traffic import CONNECTION_ERRORS, Run, Target

PEOPLE = 20  # so many that they do not wait for each other's rows
EXIT_FAILED, EXIT_NO_SERVICE = 1, 2


def base_url_of(context: click.Context, parameter: click.Parameter, value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise click.BadParameter(f"{value!r} does not start with http:// or https://")
    return value.rstrip("/")


@click.command()
@click.option("--base-url", envvar="BASE_URL", default="http://127.0.0.1:8000", show_default=True, callback=base_url_of)
@click.option("--concurrent-requests", envvar="CONCURRENT_REQUESTS", type=click.IntRange(1, 1000), default=10)
@click.option("--duration-seconds", envvar="DURATION_SECONDS", type=click.IntRange(1, 86400), default=60)
@click.option(
    "--rate",
    envvar="RATE",
    type=click.FloatRange(0, 10_000, min_open=True),
    help="Logins a second on a schedule that waits for no answer, instead of clients who wait for theirs.",
)
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the report there.")
@click.option("--plot", "plot_file", type=click.Path(path_type=Path, dir_okay=False), help="Draw the latencies (SVG).")
def main(
    base_url: str,
    concurrent_requests: int,
    duration_seconds: int,
    rate: float | None,
    json_file: Path | None,
    plot_file: Path | None,
) -> None:
    """Log in to a running service again and again; print figures, and PASS or FAIL.

    PASS means: less than 10 % errors, P95 below 1 s, no internal_error. Exit status 0 for PASS, 1 for FAIL, 2 for
    wrong usage or no service. BASE_URL, CONCURRENT_REQUESTS, DURATION_SECONDS and RATE in the environment do as well.
    """
    front_door = Target(base_url, connections=1)
    check_service(front_door, base_url)
    click.echo(f"registering {PEOPLE} users at {base_url}")
    try:
        people = register_people(front_door.post, PEOPLE)
    except RegistrationFailed as exc:
        give_up(str(exc))
    except CONNECTION_ERRORS as exc:
        give_up(f"registering a user: {exc!r}")
    run = Run(base_url, people, duration_seconds)
    if rate is None:
        click.echo(f"{concurrent_requests} clients log in for {duration_seconds} s")
        run.closed_loop(concurrent_requests, tell)
    else:
        click.echo(f"{rate:g} logins a second for {duration_seconds} s")
        run.open_loop(rate, tell)
    report = {
        "base_url": base_url,
        "concurrent_requests": concurrent_requests if rate is None else None,
        "rate": rate,
        "generator_cores": round(run.generator_cores, 4),
    } | report_on(run.samples, duration_seconds)
    if json_file is not None:
        json_file.write_bytes(orjson.dumps(report, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    if plot_file is not None:
        plot_file.write_text(latency_plot(run.samples, duration_seconds), "utf-8")
    click.echo(as_text(report))
    sys.exit(0 if report["passed"] else EXIT_FAILED)


def check_service(front_door: Target, base_url: str) -> None:
    try:
        answer: Answer | None = front_door.get("/health")
    except CONNECTION_ERRORS:
        answer = None
    if answer is None or answer.status != 200:
        click.echo(f"load_test_login: no service answers at {base_url}; scripts/serve.sh starts one", err=True)
        sys.exit(EXIT_NO_SERVICE)


def give_up(why: str) -> NoReturn:
    click.echo(f"FAIL: {why}")
    sys.exit(EXIT_FAILED)


def tell(progress: str) -> None:
    click.echo(progress)
    sys.stdout.flush()


if __name__ == "__main__":
    main(prog_name="load_test_login.sh")
