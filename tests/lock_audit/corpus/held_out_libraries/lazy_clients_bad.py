# corpus: strict not checked
"""Lazy module-level clients, each made on first use."""
import smtplib
import socket
import sqlite3
import threading

_db = None
_smtp = None
_hostname = None
_lock = threading.Lock()
_smtp_lock = threading.Lock()


class Lazy(object):
    """Holds the lock while the factory method of the subclass runs."""

    def __init__(self):
        self._lock = threading.RLock()
        self._value = None

    def make(self):
        raise NotImplementedError

    def peek(self):
        with self._lock:
            return self._value is not None

    def discard(self):
        with self._lock:
            self._value = None


class LazyDb(Lazy):
    def __init__(self, path):
        super(LazyDb, self).__init__()
        self.path = path

    def make(self):
        return sqlite3.connect(self.path)

    def value(self):
        with self._lock:
            if self._value is None:
                self._value = self.make()  # expect: LCK004 via make -> connect
            return self._value


def db():
    global _db
    if _db is None:
        with _lock:
            if _db is None:
                _db = sqlite3.connect("/tmp/app.db")  # expect: LCK004
    return _db


def mailer():
    global _smtp
    with _smtp_lock:
        if _smtp is None:
            _smtp = _open_mailer()  # expect: LCK005 via _open_mailer -> SMTP
        return _smtp


def _open_mailer():
    return smtplib.SMTP("mail.internal", 25, timeout=5)


def hostname():
    global _hostname
    if _hostname is None:
        name = socket.getaddrinfo("localhost", 80)[0][3]
        with _lock:
            if _hostname is None:
                _hostname = name
    return _hostname


def reset():
    global _db, _smtp
    with _lock:
        _db = None
        with _smtp_lock:  # expect: LCK007
            _smtp = None


def reset_each():
    global _db, _smtp
    with _lock:
        _db = None
    with _smtp_lock:
        _smtp = None
