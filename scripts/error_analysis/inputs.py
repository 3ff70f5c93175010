"""Inputs as clean lines: files, compressed files, standard input, and the platform's own command."""

from __future__ import annotations

import gzip
import io
import os
import re
import signal
import subprocess
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import IO, cast

STANDARD_INPUT = "-"
RAILWAY_LOGS = ("railway", "logs", "--json")
# What reading raises when an input is not there, may not be read, breaks off or is damaged.
UNREADABLE = (OSError, EOFError, zlib.error)

# Of a longer line the rest is not looked at, so that no line costs more memory than this allows.
LINE_MAX_BYTES = 16 * 2**20
_BUFFER_BYTES = 2**18
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_TERMINAL_CODE = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]")

Progress = Callable[[int], object]


@contextmanager
def opened(source: str, progress: Progress) -> Iterator[IO[bytes]]:
    """The bytes of a file, decompressed if its name ends in .gz, or of standard input.

    *progress* is called with the number of bytes that were read, in large steps.
    """
    if source == STANDARD_INPUT:
        with open(0, "rb", buffering=_BUFFER_BYTES, closefd=False) as stream:
            yield stream
        return
    with io.BufferedReader(_WatchedFile(source, progress), _BUFFER_BYTES) as file:
        if source.lower().endswith(".gz"):
            with gzip.GzipFile(fileobj=file) as decompressed:
                yield io.BufferedReader(_Piecewise(decompressed), _BUFFER_BYTES)
        else:
            yield file


@contextmanager
def railway_logs() -> Iterator[IO[bytes]]:
    """What `railway logs --json` prints. It may follow the log without an end: Ctrl-C ends it, and is no failure.

    Ctrl-C ends the command, and so its output, and interrupts nothing here: no line is half counted. The command has a
    process group of its own, so that what it started ends with it. A second Ctrl-C ends us as it does otherwise.

    Raises:
        OSError: the command can't be run, or failed.
    """
    command: subprocess.Popen[bytes] | None = None
    is_interrupted = False

    def end_command(*_: object) -> None:
        nonlocal is_interrupted
        is_interrupted = True
        signal.signal(signal.SIGINT, before)
        if command is not None:
            _terminate(command)

    before = signal.signal(signal.SIGINT, end_command)
    try:
        with subprocess.Popen(
            RAILWAY_LOGS, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, process_group=0
        ) as command:
            if is_interrupted:  # while it was being started
                _terminate(command)
            try:
                yield cast(IO[bytes], command.stdout)
            except BaseException:
                _terminate(command)
                raise
    finally:
        signal.signal(signal.SIGINT, before)
    if command.returncode != 0 and not is_interrupted:
        raise OSError(f"exit status {command.returncode}")


def _terminate(command: subprocess.Popen[bytes]) -> None:
    """End *command* and what it started, if there is anything left of it."""
    with suppress(ProcessLookupError):
        os.killpg(command.pid, signal.SIGTERM)


def clean_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Each line, split at line feeds only, without its end, terminal codes and the input's byte order mark."""
    skip = _BYTE_ORDER_MARK
    for line in iter(partial(stream.readline, LINE_MAX_BYTES), b""):
        if skip:
            line = line.removeprefix(skip)
            skip = b""
        if line.endswith(b"\n"):
            line = line[:-1]
        elif len(line) == LINE_MAX_BYTES:
            _skip_rest_of_line(stream)
        if b"\x1b" in line:
            line = _TERMINAL_CODE.sub(b"", line)
        yield line.removesuffix(b"\r")


def _skip_rest_of_line(stream: IO[bytes]) -> None:
    while rest := stream.readline(_BUFFER_BYTES):
        if rest.endswith(b"\n"):
            return


class _Piecewise(io.RawIOBase):
    """What *decompressed* has at hand, not more: if a later part is damaged, what stands before it has been read."""

    def __init__(self, decompressed: gzip.GzipFile) -> None:
        self._decompressed = decompressed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._decompressed.readinto1(buffer)


class _WatchedFile(io.FileIO):
    """A file that tells how much of it was read."""

    def __init__(self, path: str, progress: Progress) -> None:
        super().__init__(path)
        self._progress = progress

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        count = super().readinto(buffer)
        self._progress(count or 0)
        return count
