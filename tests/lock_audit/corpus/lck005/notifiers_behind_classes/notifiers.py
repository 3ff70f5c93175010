# corpus: strict not checked
from __future__ import annotations

import smtplib
from abc import ABC, abstractmethod
from email.message import EmailMessage

import requests


class Notifier(ABC):
    @abstractmethod
    def tell(self, text: str) -> None: ...

    def tell_twice(self, text: str) -> None:
        self.tell(text)
        self.tell(text)


class HttpNotifier(Notifier):
    def __init__(self, url: str) -> None:
        self._url = url
        self._session = requests.Session()

    def tell(self, text: str) -> None:
        self._session.put(self._url, data=text, timeout=2)


class MailNotifier(Notifier):
    def __init__(self, host: str, to: str) -> None:
        self._smtp = smtplib.SMTP(host, timeout=2)
        self._to = to

    def tell(self, text: str) -> None:
        self._smtp.send_message(self.compose(text))

    def compose(self, text: str) -> EmailMessage:
        message = EmailMessage()
        message["To"] = self._to
        message.set_content(text)
        return message


class ListNotifier(Notifier):
    def __init__(self) -> None:
        self.texts: list[str] = []

    def tell(self, text: str) -> None:
        self.texts.append(text)
