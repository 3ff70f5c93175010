"""GET /api/errors: what a client's developer asks before the first failure, and an operator during it."""

from __future__ import annotations

import pytest
from flask import Flask

from service.api import error_handlers
from service.api.catalogue import catalogue_blueprint
from service.errors.catalogue import catalogue
from service.errors.kinds import ErrorCode
from service.limits.in_flight import InFlight
from tests.unit.api.wsgi import call


@pytest.fixture
def app() -> Flask:
    made = Flask("catalogue", static_folder=None)
    made.register_blueprint(catalogue_blueprint())
    error_handlers.install(made, InFlight(12), request_deadline_ms=6000)
    return made


def test_it_tells_every_failure_to_anybody_without_a_database(app: Flask) -> None:
    """It is needed most by somebody who has no token and while nothing else works."""
    answer = call(app, "/api/errors")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.json == catalogue()
    assert {row["error_code"] for row in answer.json["errors"]} == {code.value for code in ErrorCode}


def test_it_may_be_kept_by_anybody_for_a_while(app: Flask) -> None:
    """It changes with a release only, and a client may ask at each start."""
    assert call(app, "/api/errors").headers["Cache-Control"] == "public, max-age=300"
