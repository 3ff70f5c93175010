"""The service with routes more, each of which does under a lock what must not be done there."""

from __future__ import annotations

import threading
from collections.abc import Callable

from flask import Flask

from service import app as service_app
from service.accounts.tokens import Claims
from service.limits.locks import with_lock

SOMEBODY = Claims(user_id="9d3c2b52-97de-43ac-a5d3-6a3c0b3f7d11", session_id="5f0d1a6e-1c55-4bd6-8a50-0d6e3f4f7b22")


def create_app() -> Flask:
    """The service's own application, with GET /trip/<what>, which holds a lock while it does that."""
    app = service_app.create_app()
    service: service_app.Service = app.extensions["surelock"]
    lock = threading.Lock()
    steps: dict[str, Callable[[], object]] = {
        "nothing": lambda: None,
        "sign": lambda: service.tokens.issue(SOMEBODY),
        "query": lambda: service.database.fetch_one("SELECT 1 AS one"),
        "hash": lambda: service.passwords.hash("correct horse"),
    }

    @app.get("/trip/<what>")
    def trip(what: str) -> str:
        with_lock(lock, "test.hold", steps[what])
        return "done"

    return app
