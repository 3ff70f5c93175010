# corpus: strict not checked
"""Thermostat: an alert goes out when the value jumps."""
import threading

import requests


class Thermostat:
    HOOK = "https://hooks.example/alert"

    def __init__(self):
        self._lock = threading.Lock()
        self._value = 20.0
        self._alerts = 0

    def report(self, value):
        with self._lock:
            jump = abs(value - self._value)
            self._value = value
            if jump > 5:
                self._alert(jump)  # expect: LCK005 via _alert -> _post -> post

    def _alert(self, jump):
        self._alerts += 1
        return self._post({"jump": jump, "n": self._alerts})

    def _post(self, body):
        return requests.post(self.HOOK, json=body, timeout=3)

    def value(self):
        with self._lock:
            return self._value
