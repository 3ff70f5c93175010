"""The application in this process, for what has to be held or changed from inside; the database is real."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from service.app import Service, create_app
from service.config import load_settings
from tests.support.postgres import TestDatabase
from tests.support.service import SECRET_KEY, wait_for


@contextmanager
def application(database: TestDatabase, **settings: object) -> Iterator[tuple[Flask, Service]]:
    """The application with everything behind it, ready and hearing changes."""
    cheap: dict[str, object] = {"bcrypt_rounds": 4, "database_url": database.url, "secret_key": SECRET_KEY}
    app = create_app(load_settings(**cheap | settings))
    service: Service = app.extensions["surelock"]
    try:
        wait_for(lambda: service.database.is_ready and service.storage.state.is_caching, 30, "ready and hearing")
        yield app, service
    finally:
        service.stop()
