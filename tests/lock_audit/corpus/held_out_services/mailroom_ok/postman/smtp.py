from __future__ import annotations

import smtplib
import time

from .limits import SendLimits
from .message import Envelope


class Sender:
    def __init__(self, host: str, limits: SendLimits) -> None:
        self._host = host
        self._limits = limits

    def transmit(self, env: Envelope) -> None:
        mail = env.build()
        with self._limits.slot():
            with smtplib.SMTP(self._host, timeout=10) as smtp:
                smtp.send_message(mail)

    def pause(self, env: Envelope) -> None:
        time.sleep(min(30.0, 0.5 * 2 ** env.attempt))
