# corpus: strict not checked
import threading

from werkzeug.security import check_password_hash


class Account:
    def __init__(self, digest):
        self.digest = digest
        self.tries = 0

    def authenticate(self, password):
        return check_password_hash(self.digest, password)


class CountingAccount(Account):
    def authenticate(self, password):
        self.tries += 1
        return super().authenticate(password)


class Portal:
    def __init__(self):
        self._mu = threading.Lock()
        self._accounts = {}
        self.admin = CountingAccount("scrypt:32768:8:1$x$y")

    def add(self, name, account):
        with self._mu:
            self._accounts[name] = account

    def admin_login(self, password):
        self._mu.acquire(timeout=1.0)  # expect: LCK008
        self.admin.tries = 0
        self._mu.release()
        with self._mu:
            return self.admin.authenticate(password)  # expect: LCK003 via authenticate -> authenticate -> check_password_hash
