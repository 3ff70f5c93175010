# corpus: strict not checked
"""Orders that are inverted, undeclared or made by a loop."""
import threading
from contextlib import ExitStack

_accounts_lock = threading.Lock()
_journal_lock = threading.Lock()
_index_lock = threading.Lock()
_blob_lock = threading.Lock()
_shard_locks: dict[str, threading.Lock] = {"a": threading.Lock(), "b": threading.Lock()}
_moves: list[str] = []

# lock-audit: order _accounts_lock < _journal_lock -- accounts are frozen before the journal is written


def audit() -> None:
    with _journal_lock:
        with _accounts_lock:  # expect: LCK007
            _moves.append("audit")


def reindex() -> None:
    with _index_lock, _blob_lock:  # expect: LCK007
        _moves.append("reindex")


def collect() -> None:
    with _blob_lock:
        if _moves:
            with _index_lock:  # expect: LCK007
                _moves.append("collect")


def move(source: str, target: str) -> None:
    with _shard_locks[source]:
        with _shard_locks[target]:  # expect: LCK007
            _moves.append(f"{source}->{target}")


def freeze() -> None:
    with ExitStack() as stack:
        stack.enter_context(_index_lock)
        stack.enter_context(_journal_lock)  # expect: LCK007
        _moves.append("freeze")


def freeze_all(names: list[str]) -> None:
    with ExitStack() as stack:
        for name in sorted(names):
            stack.enter_context(_shard_locks[name])  # expect: LCK007
        _moves.append("freeze all")


def _stamp(text: str) -> bool:
    if not _journal_lock.acquire(timeout=0.1):
        return False
    try:
        _moves.append(text)
        return True
    finally:
        _journal_lock.release()


def stamp_index() -> bool:
    with _index_lock:
        return _stamp("index")  # expect: LCK007 via _stamp -> acquire
