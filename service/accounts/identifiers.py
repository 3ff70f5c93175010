"""What a user name and an e-mail address may look like, and the key by which each is unique."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import email_validator

from service.errors.kinds import ErrorCode
from service.errors.types import ValidationFailed

USERNAME_MIN_CHARS = 3
USERNAME_MAX_CHARS = 64
_PUNCTUATION = frozenset("._-")
_INVISIBLE_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")  # Hangul fillers

# Only the syntax counts: a team's own mail may well live under .local or .test. (The library's documented way.)
email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()


@dataclass(frozen=True)
class Identifier:
    """A name or address as it is shown, and the form without case by which it is compared."""

    shown: str
    key: str


def parse_username(text: str) -> Identifier:
    """
    The user name that *text* stands for, in Unicode's compatibility composition (NFKC, UAX 15).

    Raises:
        ValidationFailed: its code says which rule it breaks.
    """
    name = unicodedata.normalize("NFKC", text)
    if len(name) < USERNAME_MIN_CHARS:
        raise ValidationFailed(
            ErrorCode.USERNAME_TOO_SHORT, f"A user name has at least {USERNAME_MIN_CHARS} characters"
        )
    if len(name) > USERNAME_MAX_CHARS:
        raise ValidationFailed(ErrorCode.USERNAME_TOO_LONG, f"A user name has at most {USERNAME_MAX_CHARS} characters")
    if not all(_is_letter_or_digit(char) or char in _PUNCTUATION for char in name):
        raise ValidationFailed(
            ErrorCode.USERNAME_INVALID_CHARACTER,
            "A user name consists of letters, digits, dots, underscores and hyphens",
        )
    if name[0] in _PUNCTUATION:
        raise ValidationFailed(ErrorCode.USERNAME_INVALID_START, "A user name starts with a letter or a digit")
    return Identifier(name, fold(name))


def username_key(text: str) -> str:
    """The key that a name typed at a login is looked up by; one that is nobody's for what can't be a name."""
    try:
        return parse_username(text).key
    except ValidationFailed:
        return ""


def fold(text: str) -> str:
    """*text* without case: Unicode's caseless matching for identifiers (NFKC, case folding, NFKC)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def parse_email(text: str) -> Identifier:
    """The e-mail address in *text*. Raises: ValidationFailed (email_invalid). Nothing is looked up."""
    try:
        address = email_validator.validate_email(text, check_deliverability=False).normalized
    except email_validator.EmailNotValidError as exc:
        raise ValidationFailed(ErrorCode.EMAIL_INVALID, "This is not an e-mail address") from exc
    return Identifier(address, fold(address))


def _is_letter_or_digit(char: str) -> bool:
    category = unicodedata.category(char)
    return (category[0] == "L" and char not in _INVISIBLE_LETTERS) or category == "Nd"
