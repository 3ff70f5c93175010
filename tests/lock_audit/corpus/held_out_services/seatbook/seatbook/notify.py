from __future__ import annotations

import smtplib
from email.message import EmailMessage

from .models import Booking


def confirmation(booking: Booking) -> EmailMessage:
    msg = EmailMessage()
    msg["To"] = booking.email
    msg["Subject"] = f"Your seat {booking.seat}"
    msg.set_content(f"Reference {booking.ref}")
    return msg


class Mailer:
    def __init__(self, host: str) -> None:
        self.host = host

    def deliver(self, msg: EmailMessage) -> None:
        with smtplib.SMTP(self.host, timeout=10) as smtp:
            smtp.send_message(msg)

    def confirm(self, booking: Booking) -> None:
        self.deliver(confirmation(booking))
