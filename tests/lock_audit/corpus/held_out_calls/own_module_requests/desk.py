# corpus: strict not checked
import threading

import requests


class Desk:
    def __init__(self):
        self.lock = threading.Lock()
        self.history = []

    def file(self, number, text):
        with self.lock:
            requests.post(number, text)
            self.history.append(number)

    def text(self, number):
        with self.lock:
            return requests.get(number)

    def size(self):
        with self.lock:
            return len(self.history)
