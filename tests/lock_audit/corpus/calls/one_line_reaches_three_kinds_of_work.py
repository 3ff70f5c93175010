# corpus: strict not checked
"""A helper that hashes, stores and mails earns one finding per rule on the one line that calls it."""
import smtplib
import threading

from argon2 import PasswordHasher
from psycopg_pool import ConnectionPool

_accounts_lock = threading.Lock()
_pending: set[str] = set()
_hasher = PasswordHasher()


def _insert(pool: ConnectionPool, email: str, digest: str) -> None:
    with pool.connection(timeout=1.0) as conn:
        conn.execute("INSERT INTO accounts VALUES (%s, %s)", (email, digest))


def _welcome(email: str) -> None:
    with smtplib.SMTP("mail.internal", timeout=2) as smtp:
        smtp.sendmail("hello@example.com", [email], "welcome")


def _create(pool: ConnectionPool, email: str, password: str) -> None:
    digest = _hasher.hash(password)
    _insert(pool, email, digest)
    _welcome(email)


def register(pool: ConnectionPool, email: str, password: str) -> bool:
    with _accounts_lock:
        if email in _pending:
            return False
        _pending.add(email)
        _create(pool, email, password)  # expect: LCK003 via _create -> _hasher.hash; LCK004 via _create -> _insert -> pool.connection; LCK005 via _create -> _welcome -> smtplib.SMTP
    return True
