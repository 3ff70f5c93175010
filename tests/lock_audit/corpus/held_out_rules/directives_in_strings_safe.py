# corpus: strict not checked
"""Templates for the code generator.

Example of the header it writes:

    # lock-audit: allow LCK001 -- generated
    lock.acquire()
"""
import textwrap
import threading

HEADER = "# lock-audit: allow LCK004"
STALE = '# lock-audit: allow LCK999 -- not an id'
BLOCK = """
# lock-audit: allow LCK001 --
self._lock.acquire()
"""

_cache_lock = threading.Lock()
_cache: dict[str, str] = {}


def render(name: str, rule: str, reason: str) -> str:
    line = f"    # lock-audit: allow {rule} -- {reason}"
    body = textwrap.dedent(BLOCK)
    text = "\n".join([HEADER, line, STALE, body])
    with _cache_lock:
        _cache[name] = text
    return text


def cached(name: str) -> str | None:
    with _cache_lock:
        return _cache.get(name)
