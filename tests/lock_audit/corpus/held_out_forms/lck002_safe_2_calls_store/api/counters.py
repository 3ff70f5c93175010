# corpus: strict not checked
"""API code that only calls the store."""
from store import bump, snapshot


def hit(name: str) -> dict[str, int]:
    return {name: bump(name)}


def everything() -> dict[str, int]:
    return snapshot()
