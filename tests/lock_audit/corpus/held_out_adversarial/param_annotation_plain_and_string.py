# corpus: strict not checked
from __future__ import annotations

import threading
import time
from typing import Optional, TYPE_CHECKING

if TYPE_CHECKING:
    from threading import Lock


def a(g: threading.Lock, n: int) -> int:
    with g:
        time.sleep(n)  # expect: LCK006
        return n


def b(g: "Lock", n: int) -> int:
    with g:
        time.sleep(n)  # expect: LCK006
        return n


def c(g: Optional[threading.RLock], n: int) -> int:
    if g is None:
        return 0
    with g:
        time.sleep(n)  # expect: LCK006
        return n


def d(g: threading.Lock | None, n: int) -> int:
    assert g is not None
    with g:
        time.sleep(n)  # expect: LCK006
    return n
