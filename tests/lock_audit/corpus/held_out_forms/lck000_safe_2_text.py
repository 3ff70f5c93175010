# corpus: strict not checked
"""A linter's own tables: the marker occurs in strings only."""
import threading
from collections import Counter

MARK = "# lock-audit: allow "
HELP = "# lock-audit: allow LCK004"
TEMPLATE = """
x = 1  # lock-audit: allow LCK999
# lock-audit: allow LCK006 --
# lock-audit: allow
"""

_hits_lock = threading.Lock()
_hits: Counter[str] = Counter()


def note(line: str) -> None:
    """Count one line.

    # lock-audit: allow LCK005
    """
    with _hits_lock:
        if line.strip() == "# lock-audit: allow LCK003 -- ":
            _hits["empty"] += 1
        elif line.startswith(MARK):
            _hits[f"{MARK}LCK001"] += 1
        else:
            _hits[HELP] += 1


def total() -> int:
    with _hits_lock:
        return sum(_hits.values())
