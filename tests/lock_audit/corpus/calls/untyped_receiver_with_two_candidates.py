# corpus: strict not checked
"""Two classes define the method, or a known type contradicts the only one: nothing is guessed."""
import io
import threading

import requests

_lock = threading.Lock()
_last: dict[str, str] = {}


class Hook:
    def publish(self, text: str) -> None:
        requests.post("https://hooks.example", data=text, timeout=1)

    def update(self, values: dict) -> None:
        requests.put("https://hooks.example", json=values, timeout=1)

    def getvalue(self) -> str:
        return requests.get("https://hooks.example", timeout=1).text


class Memory:
    def __init__(self) -> None:
        self.texts: list[str] = []

    def publish(self, text: str) -> None:
        self.texts.append(text)


def publish(sink, text: str) -> None:
    with _lock:
        _last["text"] = text
        sink.publish(text)


def merge(values: dict[str, str]) -> None:
    with _lock:
        _last.update(values)


def render(lines: list[str]) -> None:
    buffer = io.StringIO()
    with _lock:
        for line in lines:
            buffer.write(line)
        _last["text"] = buffer.getvalue()


def remember(memory: Memory, text: str) -> None:
    with _lock:
        memory.publish(text)
