"""Time limits in one place."""

from typing import Final

WAIT_FOREVER: Final = -1
LOCK_TIMEOUT_S: Final = 1.5
