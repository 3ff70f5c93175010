# corpus: strict not checked
import smtplib
import threading
from email.mime.text import MIMEText

import config

_lock = threading.Lock()
_sent = {}


def make_mail(sku, qty):
    mail = MIMEText("item %s is down to %d" % (sku, qty))
    mail["To"] = config.ALERT_ADDR
    return mail


def send_alert(sku, qty):
    server = smtplib.SMTP("localhost")
    server.sendmail("inventory@example.com", [config.ALERT_ADDR], make_mail(sku, qty).as_string())
    server.quit()


def alert_once(sku, qty):
    with _lock:
        if sku in _sent:
            return False
        send_alert(sku, qty)  # expect: LCK005 via send_alert -> SMTP
        _sent[sku] = qty
        return True


def alert_once_better(sku, qty):
    with _lock:
        if sku in _sent:
            return False
        _sent[sku] = qty
    send_alert(sku, qty)
    return True
