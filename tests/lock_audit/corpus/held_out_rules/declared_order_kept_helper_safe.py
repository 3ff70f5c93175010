# corpus: strict not checked
"""Job table first, slot table second, everywhere."""
from __future__ import annotations

import threading

# lock-audit: order jobs_lock < slots_lock -- a job may claim a slot, never the other way round
jobs_lock = threading.Lock()
slots_lock = threading.Lock()

jobs: dict[int, str] = {}
slots: dict[str, int | None] = {"a": None, "b": None}


def _claim(job: int) -> str | None:
    with slots_lock:
        for name, owner in slots.items():
            if owner is None:
                slots[name] = job
                return name
    return None


def start(job: int) -> bool:
    with jobs_lock:
        if jobs.get(job) != "queued":
            return False
        slot = _claim(job)
        if slot is None:
            return False
        jobs[job] = "running"
        return True


def free(slot: str) -> None:
    with slots_lock:
        slots[slot] = None
