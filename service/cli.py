"""The `surelock` command: serve, and what an operator does beside it."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from service import __version__
from service.accounts.sessions import ADMIN_ROLE
from service.app import LAST_FLUSH_MS, Service, run_embedded
from service.config import Settings, SettingsError, load_settings
from service.database.embedded import EmbeddedPostgresError
from service.database.error_records import FOUND_MAX
from service.doctor import examine
from service.errors.catalogue import catalogue_page
from service.errors.classify import describe
from service.errors.kinds import ErrorCode
from service.errors.types import ServiceError
from service.startup import EXIT_FAILED, prepare, refuse_settings, settings_or_exit
from service.telemetry.logs import configure_logging
from service.telemetry.outcomes import tell_deaths, write_failure
from service.telemetry.records import ErrorRecord, is_span_id, is_trace_id
from service.telemetry.story import story_lines

_log = logging.getLogger("surelock.cli")


@click.group()
@click.version_option(__version__, prog_name="surelock")
def main() -> None:
    """Surelock, a self-hosted login service. Settings come from the environment; see the README."""
    configure_logging("warn")
    tell_deaths("cli")
    # A command tells its failure itself, once; the pool would tell each of its attempts.
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)


@main.command()
def serve() -> None:
    """Run the service until it is told to stop. (Replaces this process by gunicorn.)"""
    settings_or_exit()
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:service.gunicorn_conf", "service.app:create_app()"]
    os.execv(sys.executable, gunicorn)  # noqa: S606


@main.command()
def migrate() -> None:
    """Bring the schema up to date. The service does so itself when it starts; this is for doing it before."""
    with _service() as service, _failing_clearly("migration"):
        version = prepare(service.database, service.keys)
        click.echo(f"schema version {version}")


@main.command()
@click.argument("username")
@click.option("--email", required=True, help="Where mail for this account goes.")
@click.option("--password-stdin", is_flag=True, help="Read the password from the first line of standard input.")
def create_admin(username: str, email: str, password_stdin: bool) -> None:
    """Add a user with the role admin; asks for the password, unless it comes on standard input."""
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    with _service() as service, _failing_clearly("cli"):
        prepare(service.database, service.keys)
        with service.database.starting_up():
            user_id = service.registration.add_user(username, email, password, [ADMIN_ROLE])
        click.echo(f"created admin {user_id}")


@main.command()
def doctor() -> None:
    """Show the effective settings and check them against the database; one line for each problem."""
    try:
        settings = load_settings()
    except SettingsError as exc:
        _report_problems([str(problem) for problem in exc.problems])
    problems: list[str] = []
    try:
        with _database(settings):
            problems = examine(settings, click.echo)
    except EmbeddedPostgresError as exc:
        problems = [f"embedded PostgreSQL: {exc}"]
    if problems:
        _report_problems(problems)
    click.echo("no problem found")


@main.command()
@click.argument("trace_id")
@click.argument("span_id", required=False)
def explain(trace_id: str, span_id: str | None) -> None:
    """Tell what happened to a failed request, by the trace id in its answer and in the log.

    A client may use a trace id again; SPAN_ID, the third part of `traceparent` in the answer, names one request.
    """
    if not is_trace_id(trace_id):
        raise click.BadParameter("32 lower-case hex digits, not all zero", param_hint="TRACE_ID")
    if span_id is not None and not is_span_id(span_id):
        raise click.BadParameter("16 lower-case hex digits, not all zero", param_hint="SPAN_ID")
    with _service() as service, _failing_clearly("cli"):
        records = _records_of(service, trace_id, span_id)
        click.echo("\n\n".join("\n".join(story_lines(record)) for record in records))
        if len(records) == FOUND_MAX:
            click.echo(f"\nThere may be more than these {FOUND_MAX}; name a SPAN_ID.")


def _records_of(service: Service, trace_id: str, span_id: str | None) -> list[ErrorRecord]:
    """The records of a trace; when there are none, one line and the end of the command."""
    try:
        with service.database.direct_connection("explain"):
            pass  # if it can't be had, it says why; the pool would only say that it waited
        with service.database.starting_up():
            return service.error_records.find(trace_id, span_id)
    except Exception as exc:
        code = describe(exc).code
        if code is ErrorCode.SCHEMA_MISMATCH:
            detail = "This database has no table error_records; surelock migrate, or the service, makes it"
            raise ServiceError(code, detail) from exc
        if code is ErrorCode.ERROR_RECORD_NOT_FOUND:
            click.echo(exc)
            sys.exit(EXIT_FAILED)
        raise


@main.command()
def errors() -> None:
    """Print the catalogue of failures, with what to do about each, as Markdown (docs/runbooks/error_catalogue.md)."""
    click.echo(catalogue_page(), nl=False)


def _report_problems(problems: list[str]) -> NoReturn:
    for problem in problems:
        click.echo(f"problem: {problem}")
    sys.exit(EXIT_FAILED)


@contextmanager
def _database(settings: Settings) -> Iterator[None]:
    """The embedded server for the body, running already or brought up for it; nothing to do with DATABASE_URL."""
    if not settings.is_embedded:
        yield
        return
    with run_embedded(settings, adopt=True):
        yield


@contextmanager
def _service() -> Iterator[Service]:
    """The parts of the service without its threads, for one command."""
    settings = settings_or_exit()
    with _failing_clearly("cli"), _database(settings):
        service = Service(settings)
        service.database.open()
        try:
            yield service
        finally:
            service.error_records.flush_at_end(LAST_FLUSH_MS)
            service.database.close()


@contextmanager
def _failing_clearly(component: str) -> Iterator[None]:
    """A failure of the body is told on one line, and the command ends with status 1."""
    try:
        yield
    except SettingsError as exc:
        refuse_settings(exc)
    except EmbeddedPostgresError as exc:
        _fail(ServiceError(ErrorCode.EMBEDDED_DATABASE_FAILED), component, str(exc))
    except Exception as exc:  # noqa: BLE001  the top of a command
        _fail(exc, component, None)


def _fail(exc: Exception, component: str, detail: str | None) -> NoReturn:
    failure = describe(exc)
    write_failure(_log, failure, component=component, message="the command failed", detail=detail or failure.message)
    sys.exit(EXIT_FAILED)


if __name__ == "__main__":
    main()
