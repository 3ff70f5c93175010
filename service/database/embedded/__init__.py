"""PostgreSQL without an administrator: a server of our own, below the state directory, while we run."""

from service.database.embedded.layout import EmbeddedPostgresError
from service.database.embedded.owner import EmbeddedPostgres, conninfo, is_run

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError", "conninfo", "is_run"]
