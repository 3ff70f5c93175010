"""Moments, as seconds since 1970: how log lines and options write them, how a report does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import chain, count

from error_analysis.values import number

# Beyond it there is no calendar to write the moment in.
_END_OF_TIME_S = datetime(9999, 12, 31, tzinfo=UTC).timestamp()
# From here up a number counts milliseconds; as seconds it would be the year 5138.
_MILLISECONDS_FROM = 10**11

_DATE_TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}"
# As lines start with it: RFC 3339, and what gunicorn and Python's logging make of it.
LEADING_TIMESTAMP = rf"{_DATE_TIME}(?:[.,][0-9]+)?(?: ?(?:[Zz]|[+-][0-9]{{2}}:?[0-9]{{2}}))?"
_LENIENT = re.compile(LEADING_TIMESTAMP)
_RFC_3339 = re.compile(rf"{_DATE_TIME}(?:\.[0-9]+)?(?:[Zz]|[+-][0-9]{{2}}:[0-9]{{2}})")
_AGE = re.compile(r"([0-9]{1,12})([smhd])")
_DAY_MINUTES = 1440
_STEPS_MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, _DAY_MINUTES)
_UNIT_S = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def logged_seconds(value: object) -> float | None:
    """When a line was written; None where that cannot be read. Without an offset the time is UTC."""
    if isinstance(value, str):
        # The service's own form, told from the rest without a regular expression: every line passes here.
        if len(value) in (24, 27) and value[10] == "T" and value[16] == ":" and value[-1] == "Z":
            return _iso_seconds(value)
        if _LENIENT.fullmatch(value):
            return _iso_seconds(f"{value[:10]}T{value[11:].upper().replace(' ', '')}")
    seconds = number(value)
    if seconds is None:
        return None
    return _within_calendar(seconds / 1000 if seconds >= _MILLISECONDS_FROM else seconds)


def asked_seconds(text: str, now: float) -> float | None:
    """The moment that an option names: RFC 3339, or an age like 30m before *now*. None if *text* is neither."""
    if age := _AGE.fullmatch(text):
        return max(0.0, now - int(age[1]) * _UNIT_S[age[2]])
    return _iso_seconds(f"{text[:10]}T{text[11:].upper()}") if _RFC_3339.fullmatch(text) else None


def written(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def written_minute(minute: int) -> str:
    """*minute* counts from 1970."""
    return datetime.fromtimestamp(minute * 60, UTC).strftime("%Y-%m-%dT%H:%MZ")


def minute_of(written_minute: str) -> int:
    return int(datetime.fromisoformat(written_minute).timestamp() // 60)


def step_minutes(minutes: Sequence[int], steps_max: int) -> int:
    """The length of a step, one that people use, such that *minutes*, ascending, lie in at most *steps_max* steps."""

    def fits(step: int) -> bool:
        return minutes[-1] // step - minutes[0] // step < steps_max

    days = count(_DAY_MINUTES, _DAY_MINUTES)
    return next(step for step in chain(_STEPS_MINUTES, days) if fits(step))


def _iso_seconds(text: str) -> float | None:
    if text[17:19] == "60":  # a leap second, which Python does not know, belongs to the minute that it ends
        text = text[:17] + "59.999999" + text[19:].lstrip(".,0123456789")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return _within_calendar(moment.timestamp())


def _within_calendar(seconds: float) -> float | None:
    return seconds if 0 <= seconds < _END_OF_TIME_S else None
