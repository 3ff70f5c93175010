"""SQL about the keys that sign access tokens."""

from __future__ import annotations

from dataclasses import dataclass

from service.database.pool import Database


@dataclass(frozen=True)
class StoredKey:
    """A key pair at rest: raw public key, private key encrypted under the SECRET_KEY that `secret_id` stands for.

    One of each SECRET_KEY's is active: it signs. The others are retired, and only check.
    """

    kid: str
    algorithm: str
    public_key: bytes
    private_key: bytes
    secret_id: str
    is_active: bool


def find_all(database: Database) -> list[StoredKey]:
    """Every key, the newest first."""
    rows = database.fetch_all(
        "SELECT kid, algorithm, public_key, private_key, secret_id, retired_at IS NULL AS is_active"
        " FROM signing_keys ORDER BY created_at DESC, kid"
    )
    return [StoredKey(**row) for row in rows]


def add_active(database: Database, key: StoredKey) -> bool:
    """Add the key in use under its SECRET_KEY; False if another process has just added one."""
    rows = database.write(
        "INSERT INTO signing_keys (kid, algorithm, public_key, private_key, secret_id)"
        " VALUES (%(kid)s, %(algorithm)s, %(public_key)s, %(private_key)s, %(secret_id)s)"
        " ON CONFLICT DO NOTHING RETURNING kid",
        vars(key),
    )
    return bool(rows)
