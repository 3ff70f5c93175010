# corpus: strict not checked
"""Threads of a discussion."""


class Thread:
    def __init__(self, title: str) -> None:
        self.title = title
        self._texts: list[str] = []

    def start(self, text: str) -> None:
        self._texts = [text]

    def join(self, text: str) -> int:
        self._texts.append(text)
        return len(self._texts)


class Event:
    def __init__(self) -> None:
        self.waits = 0

    def wait(self) -> int:
        self.waits += 1
        return self.waits
