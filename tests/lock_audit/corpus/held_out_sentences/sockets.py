# corpus: strict not checked
import socket
import threading
from socket import create_connection, getaddrinfo as resolve

_lock = threading.Lock()
_addresses = {}


def look_up(host):
    with _lock:
        _addresses[host] = resolve(host, 443)[0]  # expect: LCK005


def look_up_before(host):
    found = socket.gethostbyname(host)
    with _lock:
        _addresses[host] = (socket.AF_INET, found)


def ping(host, sock: socket.socket):
    conn = create_connection((host, 443), timeout=1)
    with _lock:
        sock.sendall(b"x")  # expect: LCK005
        conn.recv(1)  # expect: LCK005
    conn.sendall(b"bye")
