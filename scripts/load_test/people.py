"""The users who log in: made through the service's own front door, with names that nobody has."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import Any, NamedTuple

REGISTRATION_ATTEMPTS_MAX = 30
RETRY_AFTER_DEFAULT_S = 1.0
TOO_MANY_REQUESTS, UNAVAILABLE, CREATED = 429, 503, 201


class Person(NamedTuple):
    username: str
    password: str

    @property
    def credentials(self) -> dict[str, str]:
        return {"username": self.username, "password": self.password}


class Answer(NamedTuple):
    """An answer as far as anybody here reads it; `body` is empty when it was no JSON object."""

    status: int
    retry_after_s: float | None
    body: dict[str, Any]


Post = Callable[[str, dict[str, str]], Answer]


class RegistrationFailed(Exception):
    """The service did not take a new user; the text says what it answered."""


def register_people(post: Post, count: int, sleep: Callable[[float], None] = time.sleep) -> list[Person]:
    """
    Register *count* users.

    Waits: as long as the service says (Retry-After) each time it is too busy.

    Raises:
        RegistrationFailed: it refused, or was too busy REGISTRATION_ATTEMPTS_MAX times in a row.
    """
    return [_registered(post, sleep) for _ in range(count)]


def _registered(post: Post, sleep: Callable[[float], None]) -> Person:
    person = Person(f"load-{secrets.token_hex(8)}", secrets.token_urlsafe(16))
    body = person.credentials | {"email": f"{person.username}@example.com"}
    for _ in range(REGISTRATION_ATTEMPTS_MAX):
        answer = post("/api/auth/register", body)
        if answer.status == CREATED:
            return person
        if answer.status not in (UNAVAILABLE, TOO_MANY_REQUESTS):
            break
        sleep(RETRY_AFTER_DEFAULT_S if answer.retry_after_s is None else answer.retry_after_s)
    code = answer.body.get("error_code", "without a code")
    raise RegistrationFailed(f"registering a user was answered {answer.status}, {code}")
