# corpus: strict not checked
"""Parameters and locals with the names of slow modules and builtins."""
import socket as _socket
import threading


def open_account(name):
    return {"name": name}


class Bank:
    def __init__(self):
        self.lock = threading.Lock()
        self.accounts = {}

    def create(self, name, open=open_account):
        with self.lock:
            self.accounts[name] = open(name)
            return len(self.accounts)

    def seat(self, socket: dict, time: list):
        with self.lock:
            socket.get("plug")
            time.append(1)
            return socket.get("amps")

    def resolve(self, name):
        def gethostbyname(n):
            return self.accounts.get(n, {}).get("name")

        with self.lock:
            found = gethostbyname(name)
        return found or _socket.gethostbyname(name)
