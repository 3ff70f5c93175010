"""Reading a request's body: a JSON object in UTF-8, within its bounds, or a classified refusal."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from flask import current_app, request

from service.errors.kinds import ErrorCode
from service.errors.types import ServiceError, ValidationFailed

DEPTH_MAX = 32

JsonObject = dict[str, Any]


def read_json_object(*, optional: bool = False) -> JsonObject:
    """
    The JSON object that the client sent; an empty one when *optional* and there is no body.

    Raises:
        ValidationFailed: 415 for another content type, 400 for anything that is not exactly one JSON object.
        ServiceError: body_too_large (413).
    """
    raw = _read_body()
    if not raw and optional:
        return {}
    _check_content_type()
    if not raw:
        raise ValidationFailed(ErrorCode.BODY_MISSING, "A JSON object is expected")
    return _parse(raw)


def text_member(body: JsonObject, name: str) -> str:
    """The text under *name*. Raises: ValidationFailed (field_missing, field_wrong_type)."""
    value = body.get(name)
    if value is None:
        raise ValidationFailed(ErrorCode.FIELD_MISSING, f"{name} is required")
    if not isinstance(value, str):
        raise ValidationFailed(ErrorCode.FIELD_WRONG_TYPE, f"{name} must be a string")
    return value


def _read_body() -> bytes:
    """Every byte that was announced, and not one more than the limit (a chunked body announces nothing)."""
    limit = int(current_app.config["MAX_BODY_BYTES"])
    announced = request.content_length
    if announced is not None and announced > limit:
        raise _too_large(limit)
    stream = request.environ["wsgi.input"]
    try:
        raw = bytes(stream.read(limit + 1 if announced is None else announced))
    except OSError as exc:
        raise ValidationFailed(ErrorCode.BODY_MALFORMED, "The body could not be read") from exc
    if len(raw) > limit:
        raise _too_large(limit)
    if announced is not None and len(raw) < announced:
        raise ValidationFailed(ErrorCode.BODY_INCOMPLETE, "The body is shorter than its Content-Length")
    return raw


def _too_large(limit: int) -> ServiceError:
    return ServiceError(ErrorCode.BODY_TOO_LARGE, f"The body may have at most {limit} bytes")


def _check_content_type() -> None:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype != "application/json" or charset not in ("utf-8", "utf8", "us-ascii"):
        raise ValidationFailed(ErrorCode.CONTENT_TYPE_UNSUPPORTED, "The content type must be application/json in UTF-8")


def _parse(raw: bytes) -> JsonObject:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise ValidationFailed(ErrorCode.BODY_NOT_UTF8, "The body is not UTF-8") from exc
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except RecursionError as exc:
        raise _too_deep() from exc
    except json.JSONDecodeError as exc:
        raise ValidationFailed(ErrorCode.BODY_NOT_JSON, "The body is not JSON") from exc
    except ValueError as exc:  # a number of thousands of digits
        raise ValidationFailed(ErrorCode.BODY_NUMBER_INVALID, "A number in the body is too large") from exc
    if not isinstance(value, dict):
        raise ValidationFailed(ErrorCode.BODY_NOT_OBJECT, "The body must be a JSON object")
    _check_content(value)
    return value


def _object(pairs: list[tuple[str, Any]]) -> JsonObject:
    built = dict(pairs)
    if len(built) < len(pairs):
        raise ValidationFailed(ErrorCode.BODY_DUPLICATE_KEY, "A key appears twice in an object")
    return built


def _refuse_constant(_constant: str) -> NoReturn:
    raise ValidationFailed(ErrorCode.BODY_NUMBER_INVALID, "NaN and Infinity are not JSON")


def _check_content(value: Any) -> None:
    """Refuse what is nested too deep, and text that has no UTF-8 form. Without recursion, since depth is the point."""
    level = [value]
    for _ in range(DEPTH_MAX):
        deeper: list[Any] = []
        for item in level:
            for part in [*item, *item.values()] if isinstance(item, dict) else item:
                if isinstance(part, str):
                    _check_text(part)
                elif isinstance(part, dict | list):
                    deeper.append(part)
        if not deeper:
            return
        level = deeper
    raise _too_deep()


def _check_text(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as exc:
        raise ValidationFailed(ErrorCode.BODY_TEXT_INVALID, "A text in the body has an unpaired surrogate") from exc


def _too_deep() -> ValidationFailed:
    return ValidationFailed(ErrorCode.BODY_TOO_DEEP, f"The body is nested deeper than {DEPTH_MAX} levels")
