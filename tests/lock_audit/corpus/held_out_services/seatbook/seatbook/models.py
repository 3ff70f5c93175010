from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timezone


@dataclass
class Seat:
    number: str
    room: str
    taken_by: str | None = None


@dataclass
class Booking:
    ref: str
    email: str
    seat: str
    paid: bool = False
    created: datetime = field(default_factory=lambda: datetime.now(timezone.utc))

    def as_dict(self) -> dict:
        return {"ref": self.ref, "email": self.email, "seat": self.seat, "paid": self.paid}
