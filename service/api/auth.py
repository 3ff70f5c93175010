"""/api/auth: register, log in, refresh, log out, and who am I."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

from flask import Blueprint, Response, jsonify, request

from service.accounts.grants import Grant
from service.accounts.login import Login
from service.accounts.registration import Registration
from service.accounts.sessions import Authenticated, Sessions
from service.api.json_body import read_json_object, text_member
from service.errors.kinds import ErrorCode
from service.errors.types import AuthFailed, ValidationFailed

# How the requests begin that want a password hashed. The server asks the hash lane before it has a thread work on one.
HASHING_REQUESTS = (b"POST /api/auth/login ", b"POST /api/auth/register ")


def auth_blueprint(registration: Registration, login: Login, sessions: Sessions) -> Blueprint:
    """The routes over the three use cases."""
    auth = Blueprint("auth", __name__, url_prefix="/api/auth")

    @auth.post("/register")
    def register() -> tuple[Response, int]:
        body = read_json_object()
        username, email, password = (text_member(body, name) for name in ("username", "email", "password"))
        return _granted(registration.register(username, email, password)), 201

    @auth.post("/login")
    def log_in() -> Response:
        body = read_json_object()
        return _granted(login.login(text_member(body, "username"), text_member(body, "password")))

    @auth.post("/refresh")
    def refresh() -> Response:
        return _granted(sessions.refresh(text_member(read_json_object(), "refresh_token")))

    @auth.post("/logout")
    def log_out() -> tuple[str, int]:
        who = sessions.authenticate(bearer_token())
        scope = read_json_object(optional=True).get("scope", "this")
        if scope not in ("this", "others", "all"):
            raise ValidationFailed(ErrorCode.FIELD_INVALID, "scope is one of this, others, all")
        sessions.logout(who, scope)
        return "", 204

    @auth.get("/me")
    def me() -> Response:
        return jsonify(_profile(sessions.authenticate(bearer_token())))

    return auth


def bearer_token() -> str:
    """The token in the Authorization header (RFC 6750). Raises: AuthFailed (token_missing, token_invalid)."""
    header = request.headers.get("Authorization")
    if header is None:
        raise AuthFailed(ErrorCode.TOKEN_MISSING, "An access token is required")
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise AuthFailed(ErrorCode.TOKEN_INVALID, "The Authorization header must be: Bearer, a space, the token")
    return token.strip()


def rfc3339(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None


def _granted(grant: Grant) -> Response:
    return jsonify(asdict(grant) | {"token_type": "Bearer"})


def _profile(who: Authenticated) -> dict[str, object]:
    user = who.user
    return {
        "user_id": user.user_id,
        "username": user.username,
        "email": user.email,
        "email_verified": user.email_verified,
        "status": user.status,
        "roles": list(user.roles),
        "created_at": rfc3339(user.created_at),
        "last_login_at": rfc3339(user.last_login_at),
    }
