# corpus: strict not checked
import socket
import threading
import time


class Beacon:
    def __init__(self, host):
        self.host = host
        self.lock = threading.Lock()
        self.pulse = 0
        self.muted = False

    def tick(self):
        if not self.lock.acquire(timeout=0.2):
            time.sleep(0.05)
            return "busy"
        try:
            if self.muted:
                state = "muted"
            elif self.pulse > 100:
                self.pulse = 0
                state = "reset"
            else:
                self.pulse += 1
                state = "tick"
        finally:
            self.lock.release()
        if state == "reset":
            time.sleep(1)
        elif state == "tick":
            socket.create_connection((self.host, 9)).sendall(b"!")
        return state

    def loop(self, rounds):
        for _ in range(rounds):
            with self.lock:
                if self.muted:
                    break
                self.pulse += 1
            time.sleep(0.5)
        else:
            time.sleep(1)
