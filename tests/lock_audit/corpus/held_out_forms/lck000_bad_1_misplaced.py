# corpus: strict not checked
"""Report spooler: audit comments that sit on the wrong line or lack a reason."""
import subprocess
import threading
import time

_spool_lock = threading.Lock()
_spool: list[str] = []


def render(name: str) -> None:
    with _spool_lock:
        subprocess.run(  # expect: LCK006
            ["render", name],
            check=True,
            # expect-next: LCK000
        )  # lock-audit: allow LCK006 -- the renderer is local and quick
        _spool.append(name)


def pause() -> None:
    with _spool_lock:
        # expect-next: LCK000, LCK006
        time.sleep(0.01)  # lock-audit: allow LCK006
        _spool.append("pause")


def drain(seconds: float) -> None:
    with _spool_lock:
        # expect-next: LCK000
        # lock-audit: allow LCK006 -- the drain is bounded
        _spool.clear()
        time.sleep(seconds)  # expect: LCK006


def flush() -> None:
    with _spool_lock:
        # expect-next: LCK000
        # lock-audit: allow LCK006

        time.sleep(0.01)  # expect: LCK006


def settle() -> None:
    with _spool_lock:
        time.sleep(0.01)  # lock-audit: allow LCK006 -- the printer needs ten milliseconds  # expect: LCK006[suppressed]
    # expect-next: LCK000
    time.sleep(0.01)  # lock-audit: allow LCK006 -- the printer needs ten more
