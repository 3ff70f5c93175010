"""/api/errors: every failure that a client may get, and what to do about it."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from service.errors.catalogue import catalogue

CACHE_SECONDS = 300


def catalogue_blueprint() -> Blueprint:
    errors = Blueprint("catalogue", __name__)

    @errors.get("/api/errors")
    def list_errors() -> Response:
        """The same for everybody, and from memory: it helps most when the database is away."""
        response = jsonify(catalogue())
        response.headers["Cache-Control"] = f"public, max-age={CACHE_SECONDS}"
        return response

    return errors
