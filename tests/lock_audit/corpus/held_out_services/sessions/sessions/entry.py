from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass
class Entry:
    sid: str
    user: str
    expires: float
    data: dict[str, str] = field(default_factory=dict)

    @property
    def dead(self) -> bool:
        return self.expires < time.time()
