"""/api/admin: what only somebody with the role admin may see."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from service.accounts.sessions import Sessions
from service.api.auth import bearer_token, rfc3339
from service.errors.kinds import ErrorCode
from service.errors.types import ValidationFailed
from service.storage.error_records import ErrorRecords
from service.telemetry.records import ErrorRecord, is_span_id, is_trace_id
from service.telemetry.story import runbook_of, story_lines, what_to_do


def admin_blueprint(sessions: Sessions, error_records: ErrorRecords) -> Blueprint:
    admin = Blueprint("admin", __name__, url_prefix="/api/admin")

    @admin.before_request
    def only_admins() -> None:
        """Whoever adds a route here need not think of it."""
        sessions.authenticate_admin(bearer_token())

    @admin.get("/errors/<trace_id>")
    def errors(trace_id: str) -> Response:
        if not is_trace_id(trace_id):
            raise ValidationFailed(ErrorCode.TRACE_ID_INVALID, "A trace id is 32 lower-case hex digits, not all zero")
        span_id = request.args.get("span_id")
        if span_id is not None and not is_span_id(span_id):
            raise ValidationFailed(ErrorCode.FIELD_INVALID, "span_id is 16 lower-case hex digits, not all zero")
        found = error_records.find(trace_id, span_id)
        return jsonify({"trace_id": trace_id, "errors": [_shown(record) for record in found]})

    return admin


def _shown(record: ErrorRecord) -> dict[str, Any]:
    return {
        "span_id": record.span_id,
        "occurred_at": rfc3339(record.occurred_at),
        "error_kind": record.error_kind,
        "error_code": record.error_code,
        "status_code": record.status_code,
        "endpoint": record.endpoint,
        "method": record.method,
        **record.story,
        "what_to_do": what_to_do(record),
        "runbook": runbook_of(record),
        "story": story_lines(record),
    }
