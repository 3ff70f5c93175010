import smtplib
import socket
import time

from .letters import Letter


class SmtpTransport:
    def __init__(self, host: str, port: int = 25) -> None:
        self.host = host
        self.port = port

    def resolve(self) -> str:
        infos = socket.getaddrinfo(self.host, self.port)
        return infos[0][4][0]

    def send(self, letter: Letter) -> None:
        with smtplib.SMTP(self.host, self.port, timeout=10) as smtp:
            smtp.send_message(letter.render())

    @staticmethod
    def backoff(tries: int) -> None:
        time.sleep(min(60, 2 ** tries))
