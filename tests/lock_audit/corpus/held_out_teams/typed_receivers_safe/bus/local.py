# corpus: strict not checked
class LocalBus:
    """In-memory bus for one process."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, str]] = []

    def publish(self, topic: str, text: str) -> int:
        self.messages.append((topic, text))
        return len(self.messages)

    def flush_all(self) -> None:
        self.messages.clear()
