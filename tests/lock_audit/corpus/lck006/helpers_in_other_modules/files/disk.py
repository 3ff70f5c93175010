# corpus: strict not checked
"""The functions that touch the disk, and one that only knows its name."""

from pathlib import Path

__all__ = ["store", "target"]


def target(name: str) -> Path:
    return Path("/var/lib/service") / name


def store(name: str, text: str) -> None:
    target(name).write_text(text)


def load(name: str) -> str:
    with open(target(name)) as handle:
        return handle.read()
