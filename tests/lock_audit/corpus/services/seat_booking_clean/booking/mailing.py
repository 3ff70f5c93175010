# corpus: strict not checked
import smtplib
from email.message import EmailMessage


def ticket_mail(user: str, seat: str) -> EmailMessage:
    message = EmailMessage()
    message["To"] = user
    message.set_content(f"Your seat: {seat}")
    return message


def send(message: EmailMessage) -> None:
    with smtplib.SMTP("mail.internal", timeout=2) as smtp:
        smtp.send_message(message)
