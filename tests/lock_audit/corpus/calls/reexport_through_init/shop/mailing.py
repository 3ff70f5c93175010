# corpus: strict not checked
import smtplib


def send_receipt(to: str, text: str) -> None:
    with smtplib.SMTP("mail.internal", timeout=2) as smtp:
        smtp.sendmail("shop@example.com", [to], text)
