# corpus: strict not checked
import threading
import time

_lock = threading.Lock()


def a() -> str:
    """Docs: write `# lock-audit: allow LCK006 -- reason` on the line."""
    with _lock:
        text = "# lock-audit: allow LCK006 -- reason"; time.sleep(0.1)  # expect: LCK006
        return text


def b() -> str:
    with _lock:
        text = """
# lock-audit: allow LCK006 -- reason
"""; time.sleep(0.1)  # expect: LCK006
        return text


def c() -> str:
    return "# lock-audit: allow LCK099"
