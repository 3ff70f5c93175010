# corpus: strict not checked
import functools
import smtplib
import threading


def _send(host, to, text):
    with smtplib.SMTP(host, timeout=5) as server:
        server.sendmail("shop@example.org", [to], text)


class Receipts:
    def __init__(self, host):
        self._host = host
        self._lock = threading.Lock()
        self._paid = set()

    def pay(self, order, to):
        todo = []
        with self._lock:
            if order not in self._paid:
                self._paid.add(order)
                todo.append(functools.partial(_send, self._host, to, "thanks"))
                todo.append(lambda: _send(self._host, "office@example.org", order))
        for action in todo:
            action()
        return len(todo)

    def paid(self, order):
        with self._lock:
            return order in self._paid
