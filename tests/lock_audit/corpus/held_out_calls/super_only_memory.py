# corpus: strict not checked
"""super() goes to the light sibling, the slow class is elsewhere in the file."""
import threading

from werkzeug.security import generate_password_hash


class Profile:
    def __init__(self, name):
        self.name = name
        self.labels = []

    def update(self, label):
        self.labels.append(label)
        return len(self.labels)


class StaffProfile(Profile):
    def update(self, label):
        return super().update("staff:" + label)


class Credentials:
    def __init__(self):
        self.digest = None

    def change(self, password):
        self.digest = generate_password_hash(password)


class Directory:
    def __init__(self):
        self._lock = threading.Lock()
        self._credentials = Credentials()
        self._boss = StaffProfile("boss")

    def promote(self, label):
        with self._lock:
            return self._boss.update(label)

    def rotate(self, password):
        self._credentials.change(password)
        with self._lock:
            self._boss.update("rotated")
