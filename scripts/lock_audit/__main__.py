"""`python3 -m lock_audit`: see cli.py."""

from __future__ import annotations

import gc
import io
import signal
import sys
import traceback

from lock_audit.cli import EXIT_ERRORS, main

if __name__ == "__main__":
    gc.disable()  # syntax trees live to the end; looking through them for garbage takes six times as long as parsing
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if isinstance(sys.stdout, io.TextIOWrapper):  # the same bytes in every locale
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        status = main(sys.argv[1:])
    except Exception:  # noqa: BLE001  a failure of the audit must not look like findings, nor like none
        traceback.print_exc()
        status = EXIT_ERRORS
    sys.exit(status)
