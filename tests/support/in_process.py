"""The application in this process, for what has to be held or changed from inside; the database is real."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from flask import Flask

from service.app import Service, create_app
from service.config import load_settings
from service.limits.locks import with_lock
from tests.support.postgres import TestDatabase
from tests.support.service import SECRET_KEY, wait_for


@contextmanager
def application(database: TestDatabase, **settings: object) -> Iterator[tuple[Flask, Service]]:
    """The application with everything behind it, ready and hearing changes."""
    cheap: dict[str, object] = {
        "bcrypt_rounds": 4, "database_url": database.url, "secret_key": SECRET_KEY, "lock_tripwire": "raise"
    }  # fmt: skip
    app = create_app(load_settings(**cheap | settings))
    service: Service = app.extensions["surelock"]
    try:
        wait_for(lambda: service.database.is_ready and service.storage.state.is_caching, 30, "ready and hearing")
        yield app, service
    finally:
        service.stop()


@contextmanager
def elsewhere(hold: Callable[[Callable[[], Any]], Any]) -> Iterator[None]:
    """Another thread is inside *hold*, which calls what it is given, while the body runs."""
    taken, leave = threading.Event(), threading.Event()

    def work() -> None:
        taken.set()
        leave.wait(timeout=30)

    thread = threading.Thread(target=hold, args=(work,))
    thread.start()
    assert taken.wait(timeout=10)
    try:
        yield
    finally:
        leave.set()
        thread.join(timeout=10)


@contextmanager
def storage_lock_held(service: Service, label: str) -> Iterator[None]:
    """Another thread holds the storage lock in the body."""
    with elsewhere(partial(with_lock, service.storage.lock, label)):
        yield
