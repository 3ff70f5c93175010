import socket


def is_local(host):
    return socket.getaddrinfo(host, None)
