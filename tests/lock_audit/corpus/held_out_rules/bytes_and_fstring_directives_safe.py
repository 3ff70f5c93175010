# corpus: strict not checked
import threading

RAW = rb"# lock-audit: allow LCK001"
LONG = (
    "first line "
    "# lock-audit: allow LCK007 -- part of the text "
    "# lock-audit: allow"
)

_docs_lock = threading.Lock()
_docs = {}


def explain(rule, why=""):
    """Return the text a user has to paste.

    >>> explain("LCK001", "boot")
    '# lock-audit: allow LCK001 -- boot'
    """
    text = f"# lock-audit: allow {rule}{' -- ' + why if why else ''}"
    with _docs_lock:
        _docs[rule] = text
        return _docs[rule]


def matches(line):
    return line.encode().endswith(RAW) or line == LONG


def explained():
    with _docs_lock:
        return sorted(_docs)
