# corpus: strict not checked
"""Ratings. Locking rules: docs/lock_audit.md."""

import threading

# see docs/lock_audit.md for the pattern; the section below is memory only
_lock = threading.Lock()
_ratings: dict[str, list[int]] = {}

RULES = {"LCK003": "hashing", "LCK004": "database"}
EXAMPLE = """
with _lock:
    # lock-audit: allow LCK004
    conn.execute("SELECT 1")
"""


def rate(name: str, stars: int) -> float:
    with _lock:
        ratings = _ratings.setdefault(name, [])
        ratings.append(stars)
        return sum(ratings) / len(ratings)


def explain(rule: str) -> str:
    return f"{rule}: {RULES[rule]}; write '# lock-audit: allow {rule} -- why'\n{EXAMPLE}"
