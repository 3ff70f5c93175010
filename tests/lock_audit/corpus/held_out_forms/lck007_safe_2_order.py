# corpus: strict not checked
"""Declared orders that are kept, and second locks that are only tried."""
import threading
from contextlib import ExitStack

_accounts_lock = threading.Lock()
_journal_lock = threading.Lock()
_mail_lock = threading.Lock()
_stats_lock = threading.Lock()
_moves: list[str] = []
_stats: dict[str, int] = {}

# lock-audit: order _accounts_lock < _journal_lock -- accounts are frozen before the journal is written
# lock-audit: order _journal_lock < _mail_lock -- a mail quotes the journal
# lock-audit: order _accounts_lock < _mail_lock -- follows from the two above


def book(text: str) -> None:
    with _accounts_lock:
        with _journal_lock:
            _moves.append(text)


def book_in_one(text: str) -> None:
    with _accounts_lock, _journal_lock:
        _moves.append(text)


def _write(text: str) -> None:
    with _journal_lock:
        _moves.append(text)


def book_by_helper(text: str) -> None:
    with _accounts_lock:
        _write(text)


def book_and_mail(text: str) -> None:
    with ExitStack() as stack:
        stack.enter_context(_accounts_lock)
        stack.enter_context(_journal_lock)
        stack.enter_context(_mail_lock)
        _moves.append(text)


def book_and_count(text: str) -> None:
    with _accounts_lock:
        _moves.append(text)
        if _stats_lock.acquire(blocking=False):
            try:
                _stats["booked"] = _stats.get("booked", 0) + 1
            finally:
                _stats_lock.release()


def count_moves() -> bool:
    with _stats_lock:
        if not _accounts_lock.acquire(False):
            return False
        try:
            _stats["moves"] = len(_moves)
        finally:
            _accounts_lock.release()
        return True
