from http.client import HTTPSConnection


class Notifier:
    def __init__(self, host):
        self.host = host
        self.text = ""

    def set_text(self, text):
        self.text = text

    def push(self):
        connection = HTTPSConnection(self.host, timeout=3)
        connection.request("POST", "/push", body=self.text)
