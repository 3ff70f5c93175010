import logging
import logging.handlers
import queue

audit = logging.getLogger("audit")
audit.propagate = False
audit.setLevel(logging.INFO)
audit.addHandler(logging.handlers.RotatingFileHandler("/var/log/app/audit.log", maxBytes=10_000_000, backupCount=5))

alerts = logging.getLogger("alerts")
alerts.propagate = False
alerts.addHandler(logging.handlers.SMTPHandler("mx.example.net", "app@example.net", ["ops@example.net"], "alert"))

shipping = logging.getLogger("shipping")
_shipping_handler = logging.handlers.SocketHandler("logs.example.net", 9020)
shipping.addHandler(_shipping_handler)

plain = logging.getLogger("plain")

stderr = logging.getLogger("stderr")
stderr.addHandler(logging.StreamHandler())

_queue: queue.Queue = queue.Queue(-1)
queued = logging.getLogger("queued")
queued.propagate = False
queued.addHandler(logging.handlers.QueueHandler(_queue))


def record(actor: str, action: str) -> None:
    audit.info("%s %s", actor, action)


def note(actor: str, action: str) -> None:
    plain.info("%s %s", actor, action)
