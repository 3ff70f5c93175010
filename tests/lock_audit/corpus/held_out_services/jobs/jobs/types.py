from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Callable


class Status(enum.Enum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass
class Job:
    id: str
    work: Callable[[], None]
    status: Status = Status.WAITING
    error: str = ""
