# corpus: strict not checked
"""Mailer with retry and a suppression list."""
import collections
import email.message
import random
import smtplib
import threading
import time


class Mail(collections.namedtuple("Mail", "to subject body attempts")):
    __slots__ = ()

    def again(self):
        return self._replace(attempts=self.attempts + 1)


class Outbox(object):
    def __init__(self, limit=5000):
        self._cond = threading.Condition()
        self._mails = collections.deque(maxlen=limit)
        self._closed = False

    def add(self, mail):
        with self._cond:
            if self._closed:
                return False
            self._mails.append(mail)
            self._cond.notify()
            return True

    def take(self, timeout):
        with self._cond:
            if not self._mails and not self._closed:
                self._cond.wait(timeout)
            return self._mails.popleft() if self._mails else None

    def close(self):
        with self._cond:
            self._closed = True
            self._cond.notify_all()

    @property
    def closed(self):
        with self._cond:
            return self._closed and not self._mails


class Mailer(object):
    def __init__(self, host, sender, retries=3):
        self.host = host
        self.sender = sender
        self.retries = retries
        self.outbox = Outbox()
        self._lock = threading.Lock()
        self._suppressed = set()
        self._counts = collections.Counter()

    def suppress(self, address):
        with self._lock:
            self._suppressed.add(address.lower())

    def send(self, to, subject, body):
        with self._lock:
            if to.lower() in self._suppressed:
                self._counts["suppressed"] += 1
                return False
        return self.outbox.add(Mail(to, subject, body, 0))

    def _build(self, mail):
        message = email.message.EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, mail.to, mail.subject
        message.set_content(mail.body)
        return message

    def _deliver(self, mail):
        with smtplib.SMTP(self.host, timeout=10) as smtp:
            smtp.send_message(self._build(mail))

    def run(self):
        while not self.outbox.closed:
            mail = self.outbox.take(1.0)
            if mail is None:
                continue
            try:
                self._deliver(mail)
                outcome = "sent"
            except (OSError, smtplib.SMTPException):
                outcome = "failed"
                if mail.attempts < self.retries:
                    time.sleep(random.uniform(0, 2 ** mail.attempts))
                    self.outbox.add(mail.again())
                    outcome = "retried"
            with self._lock:
                self._counts[outcome] += 1

    def counts(self):
        with self._lock:
            return dict(self._counts)
