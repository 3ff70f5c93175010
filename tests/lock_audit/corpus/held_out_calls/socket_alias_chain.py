# corpus: strict not checked
import socket as sk
import threading


class Telemetry:
    """Sends each sample over one TCP connection."""

    def __init__(self, host, port):
        self.sock = sk.create_connection((host, port), timeout=5)
        self.lock = threading.Lock()
        self.sent = 0

    def send(self, sample):
        data = ("%f\n" % sample).encode()
        with self.lock:
            self.sock.sendall(data)  # expect: LCK005
            self.sent += 1

    def ask(self):
        with self.lock:
            self._line(b"?\n")  # expect: LCK005 via _line -> sendall
            self.sent += 1
            return self.sent

    def _line(self, data):
        self.sock.sendall(data)
