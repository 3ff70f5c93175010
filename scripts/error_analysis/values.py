"""Values as they arrive: typed by the service, re-typed and escaped once more on the way, or all of them text."""

from __future__ import annotations

import json
import math
import re
from functools import lru_cache

from service.telemetry.masking import safe_text

NAME_MAX_CHARACTERS = 200

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def number(value: object) -> float | None:
    """The finite number that *value* is, or spells; None for anything else."""
    if isinstance(value, str):
        value = float(value) if _NUMBER.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return value


@lru_cache(maxsize=4096)
def name(value: str) -> str:
    """A kind or an endpoint, fit to be shown and counted under."""
    return safe_text(unescaped(value), NAME_MAX_CHARACTERS)


def unescaped(text: str) -> str:
    """*text* without one level of JSON escapes; as it is where they are none."""
    if "\\" not in text:
        return text
    try:
        plain: str = json.loads(f'"{text}"')
    except ValueError:
        return text
    return plain
