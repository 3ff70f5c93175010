# corpus: strict not checked
"""Sign-up in one go: hash, insert, mail."""
import smtplib
import sqlite3
import threading

from argon2 import PasswordHasher


class Mailer:
    def __init__(self, server: smtplib.SMTP):
        self.server = server

    def welcome(self, message):
        self.server.send_message(message)


class SignUp:
    def __init__(self, conn: sqlite3.Connection, mailer: Mailer):
        self.conn = conn
        self.mailer = mailer
        self.hasher = PasswordHasher()
        self.lock = threading.Lock()
        self.names = set()

    def sign_up(self, name, password, message):
        with self.lock:
            if name in self.names:
                return False
            self._create(name, password, message)  # expect: LCK003 via _create -> hash; LCK004 via _create -> execute; LCK005 via _create -> welcome -> send_message
            self.names.add(name)
            return True

    def _create(self, name, password, message):
        digest = self.hasher.hash(password)
        self.conn.execute("INSERT INTO users VALUES (?, ?)", (name, digest))
        self.mailer.welcome(message)
