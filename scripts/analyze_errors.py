"""Count the failures in a log of the service, or of its predecessor, by kind, endpoint, status and minute."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import IO, Any

import click

from error_analysis.formats import FORMATS
from error_analysis.inputs import (
    RAILWAY_LOGS,
    STANDARD_INPUT,
    UNREADABLE,
    Progress,
    clean_lines,
    opened,
    railway_logs,
)
from error_analysis.report import report_on
from error_analysis.tally import Tally, Window
from error_analysis.timestamps import asked_seconds

EXIT_UNREADABLE = 1
PROGRESS_FROM_BYTES = 50 * 10**6
_STANDARD_INPUT_FD = 0


def moment(text: str) -> float:
    """The time that an option names.

    Raises:
        click.BadParameter: it is neither RFC 3339 nor an age.
    """
    seconds = asked_seconds(text, time.time())
    if seconds is None:
        raise click.BadParameter(f"{text!r} is neither RFC 3339 (2026-11-22T00:00:00Z) nor an age (90s, 30m, 24h, 7d).")
    return seconds


@click.command()
@click.option("--format", "format_name", type=click.Choice(list(FORMATS)), default="markdown", show_default=True)
@click.option("--since", type=moment, metavar="TIME", help="Leave out what was logged before.")
@click.option("--until", type=moment, metavar="TIME", help="Leave out what was logged then or later.")
@click.option("--top", type=click.IntRange(0), default=10, show_default=True, help="Endpoints in the report.")
@click.option("--samples", type=click.IntRange(0), default=5, show_default=True, help="Failures told one by one.")
@click.argument("files", metavar="[FILE]...", nargs=-1)
def main(
    format_name: str, since: float | None, until: float | None, top: int, samples: int, files: tuple[str, ...]
) -> None:
    """Report which failures the log FILEs tell of.

    Without a FILE, or with -, read standard input; on a terminal, what `railway logs --json` prints. FILEs that end
    in .gz are decompressed. TIME is RFC 3339, or 90s, 30m, 24h, 7d back from now.
    """
    tally = Tally(Window(since, until), samples)
    all_read = True
    with progress_bar(files) as bar:
        for name, source in sources(files, bar.update):
            try:
                with source as stream:
                    tally.add_all(clean_lines(stream))
            except UNREADABLE as exc:
                all_read = False
                click.echo(f"analyze_errors: cannot read {name}: {getattr(exc, 'strerror', None) or exc}", err=True)
    text = FORMATS[format_name](report_on(tally, top, samples), tally)
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()  # here click knows what a reader that left means
    if not all_read:
        sys.exit(EXIT_UNREADABLE)


def sources(files: Sequence[str], progress: Progress) -> list[tuple[str, AbstractContextManager[IO[bytes]]]]:
    """What to read, each with its name."""
    if not files and is_terminal(_STANDARD_INPUT_FD):
        if shutil.which(RAILWAY_LOGS[0]) is None:
            raise click.UsageError("Name a FILE, or pipe a log in: the railway command is not installed.")
        return [(" ".join(RAILWAY_LOGS), railway_logs())]
    return [
        ("standard input" if file == STANDARD_INPUT else file, opened(file, progress))
        for file in files or (STANDARD_INPUT,)
    ]


def progress_bar(files: Sequence[str]) -> Any:
    """On standard error, when somebody may be watching and there is something to wait for."""
    from tqdm import tqdm

    size = sum(os.path.getsize(file) for file in files if os.path.isfile(file))
    shown = size >= PROGRESS_FROM_BYTES and sys.stderr.isatty()
    return tqdm(total=size, unit="B", unit_scale=True, leave=False, disable=not shown)


def is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:
        return False


if __name__ == "__main__":
    main(prog_name="analyze_errors.sh")
