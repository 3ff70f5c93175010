from __future__ import annotations

from pathlib import Path

from .accounts import AccountBook
from .journal import Journal
from .rates import RateClient


def build(root: str, rates_url: str) -> AccountBook:
    journal = Journal(Path(root) / "journal.log")
    return AccountBook(str(Path(root) / "ledger.db"), journal, RateClient(rates_url))
