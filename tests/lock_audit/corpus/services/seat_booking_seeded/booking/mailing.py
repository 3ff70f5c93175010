# corpus: strict not checked
import smtplib


def send_ticket(user: str, seat: str) -> None:
    with smtplib.SMTP("mail.internal", timeout=2) as smtp:
        smtp.sendmail("seats@example.com", [user], seat)
