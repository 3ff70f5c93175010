"""What must never reach a log line, found by its shape and replaced."""

from __future__ import annotations

import re

MASK = "[masked]"

_SECRET_SHAPES = re.compile(
    r"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_.-]{8,}"  # JSON Web Token
    r"|\$2[abxy]\$[0-9]{2}\$[./A-Za-z0-9]*"  # bcrypt hash
    r"|postgres(?:ql)?://[^ ]*"  # connection string
    r"|(?i:bearer)[ :=\"']+[A-Za-z0-9._~+/-]{8,}=*"
    r"|[\w.%+-]+@[\w.-]+\.\w{2,}"  # e-mail address
    r"|(?i:password)[\"']? *[=:] *(?:\"[^\"]*\"?|'[^']*'?|[^ ,;&]+)"
    r"|(?<=://)[^ /?#]+@"  # name and password in any other URL
)
# C0 and C1 controls, and the two separators that some readers take for the end of a line.
_LINE_BREAKERS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Ids, labels, routes and names of types: most of what is logged, and none of it can have one of the shapes above, but
# for the first (which begins with eyJ).
_PLAIN = re.compile(r"[A-Za-z0-9_./<>-]*", re.ASCII)


def safe_text(text: str, limit: int) -> str:
    """*text* without secrets and control characters, valid Unicode, at most *limit* characters."""
    if len(text) <= limit and _PLAIN.fullmatch(text) and "eyJ" not in text:
        return text
    # A secret cut in half may no longer look like one, so masking comes before cutting; the first cut only keeps
    # the patterns from reading megabytes.
    if len(text) > limit + 4096:
        text = text[: limit + 4096]
        text = text.rpartition(" ")[0] or text
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = _LINE_BREAKERS.sub(" ", text)
    text = _SECRET_SHAPES.sub(MASK, text)
    return text if len(text) <= limit else text[: limit - 1] + "…"
