# corpus: strict not checked
import socket
import time


class RemoteBus:
    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)

    def publish(self, topic: str, text: str) -> int:
        with socket.create_connection(self._address, timeout=2.0) as sock:
            sock.sendall(f"{topic} {text}\n".encode())
        return 1

    def flush_all(self) -> None:
        time.sleep(0.2)
