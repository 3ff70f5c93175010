# corpus: strict not checked
import contextlib
import email.message
import smtplib
import threading
import time


class MailError(Exception):
    pass


class Transport(object):
    """One shared SMTP connection."""

    def __init__(self, host):
        self.host = host
        self.lock = threading.Lock()
        self._smtp = None
        self.sent = 0

    @contextlib.contextmanager
    def exclusive(self, timeout=5.0):
        if not self.lock.acquire(timeout=timeout):
            raise MailError("transport is busy")
        try:
            yield self
        finally:
            self.lock.release()

    def reconnect(self):
        self._smtp = smtplib.SMTP(self.host, timeout=10)

    def bump(self):
        self.sent += 1
        return self.sent


def compose(to, subject):
    message = email.message.EmailMessage()
    message["To"] = to
    message["Subject"] = subject
    return message


class Mailer(object):
    def __init__(self, host):
        self.transport = Transport(host)
        self._bounces = []
        self._bounce_lock = threading.Lock()

    def reconnect(self):
        with self.transport.exclusive():
            self.transport.bump()
            self.transport.reconnect()  # expect: LCK005 via reconnect -> SMTP

    def note(self):
        with self.transport.exclusive():
            return self.transport.bump()

    def throttle(self, count):
        with self.transport.exclusive(timeout=1.0):
            for _ in range(count):
                compose("postmaster@example.com", "throttled")
                time.sleep(0.1)  # expect: LCK006

    def bounce(self, address):
        with self._bounce_lock:
            self._bounces.append(address)
            with self.transport.exclusive():  # expect: LCK007
                return self.transport.sent

    def bounce_after(self, address):
        with self._bounce_lock:
            self._bounces.append(address)
        with self.transport.exclusive():
            return self.transport.sent

    def bounces(self):
        with self._bounce_lock:
            for address in self._bounces:
                yield address  # expect: LCK009

    def clear(self):
        if self._bounce_lock.acquire(timeout=0.1):  # expect: LCK008
            self._bounces.clear()
            self._bounce_lock.release()
