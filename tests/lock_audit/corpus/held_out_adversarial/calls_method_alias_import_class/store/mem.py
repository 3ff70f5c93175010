class MemStore:
    def __init__(self) -> None:
        self.d: dict[str, str] = {}

    def put(self, k: str) -> None:
        self.d[k] = k
