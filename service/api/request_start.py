"""How long a request waited at the proxy in front of us, as the proxy's `X-Request-Start` header tells."""

from __future__ import annotations

import re

# Longer than proxies let a request wait for a server that is up; a clock that is wrong is mostly wrong by more.
PLAUSIBLE_WAIT_MAX_S = 60.0

# Unix time: milliseconds (Railway, Heroku), or as others write it: seconds with a fraction, microseconds, with `t=`.
_MOMENT = re.compile(r"(?:t=)?([0-9]{10}(?:\.[0-9]{1,9})?|[0-9]{13}|[0-9]{16})", re.ASCII)
_DIGITS_A_UNIT = {10: 1.0, 13: 1e3, 16: 1e6}


def waited_at_proxy_s(header: str, now: float) -> float | None:
    """Seconds between the moment in *header* and *now* (Unix time); None when that makes no sense."""
    match = _MOMENT.fullmatch(header.strip())
    if match is None:
        return None
    waited_s = now - float(match[1]) / _DIGITS_A_UNIT[len(match[1].partition(".")[0])]
    return waited_s if 0 <= waited_s <= PLAUSIBLE_WAIT_MAX_S else None
