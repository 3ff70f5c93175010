# corpus: strict not checked
"""Sockets, mail and HTTP behind a logger: each call of it under the lock is a wait."""

import logging
import logging.handlers
import threading


class Alerts:
    def __init__(self, host: str):
        self._lock = threading.Lock()
        self._raised: dict[str, int] = {}
        self._mail = logging.getLogger("alerts.mail")
        self._mail.addHandler(logging.handlers.SMTPHandler(host, "a@example.org", ["ops@example.org"], "alert"))
        self._web = logging.getLogger("alerts.web")
        web_handler = logging.handlers.HTTPHandler(host, "/alerts", method="POST")
        self._web.addHandler(web_handler)
        self._wire = logging.getLogger("alerts.wire")
        self._wire.addHandler(logging.handlers.SocketHandler(host, 9020))
        self._plain = logging.getLogger("alerts.plain")

    def raise_alert(self, name: str) -> None:
        with self._lock:
            self._raised[name] = self._raised.get(name, 0) + 1
            self._mail.error("alert %s", name)  # expect: LCK006
            self._web.error("alert %s", name)  # expect: LCK006
            self._wire.log(logging.ERROR, "alert %s", name)  # expect: LCK006
            self._plain.error("alert %s", name)

    def clear(self, name: str) -> None:
        with self._lock:
            count = self._raised.pop(name, 0)
        self._mail.info("cleared %s after %d", name, count)
