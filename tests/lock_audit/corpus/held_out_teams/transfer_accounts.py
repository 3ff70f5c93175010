# corpus: strict not checked
"""Accounts, a journal and its index."""
from __future__ import annotations

import threading
from dataclasses import dataclass, field

_journal_lock = threading.Lock()
_index_lock = threading.Lock()
_journal: list[dict] = []
_index: dict[str, int] = {}

# lock-audit: order _journal_lock < _index_lock -- entries are numbered by their place in the journal


@dataclass
class Account:
    number: str
    balance: int = 0
    closed: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


def transfer(src: Account, dst: Account, amount: int) -> None:
    with src.lock:
        if src.balance < amount:
            raise ValueError("insufficient funds")
        with dst.lock:  # expect: LCK007
            src.balance -= amount
            dst.balance += amount


def transfer_one_by_one(src: Account, dst: Account, amount: int) -> None:
    with src.lock:
        if src.balance < amount:
            raise ValueError("insufficient funds")
        src.balance -= amount
    with dst.lock:
        dst.balance += amount


def append(entry: dict) -> int:
    with _journal_lock:
        _journal.append(entry)
        position = len(_journal) - 1
        with _index_lock:
            _index[entry["id"]] = position
    return position


def reindex() -> int:
    with _index_lock:
        _index.clear()
        with _journal_lock:  # expect: LCK007
            for position, entry in enumerate(_journal):
                _index[entry["id"]] = position
        return len(_index)


def close_account(account: Account) -> None:
    with account.lock:
        account.closed = True
        _write_closing(account.number)  # expect: LCK007


def _write_closing(number: str) -> None:
    append({"id": f"close-{number}", "kind": "close"})
