"""/.well-known: the public keys by which others check our access tokens."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from service.accounts.key_ring import KeyRing

CACHE_SECONDS = 300


def wellknown_blueprint(keys: KeyRing) -> Blueprint:
    wellknown = Blueprint("wellknown", __name__, url_prefix="/.well-known")

    @wellknown.get("/jwks.json")
    def jwks() -> Response:
        response = jsonify({"keys": keys.public_keys()})
        response.headers["Cache-Control"] = f"public, max-age={CACHE_SECONDS}"
        return response

    return wellknown
