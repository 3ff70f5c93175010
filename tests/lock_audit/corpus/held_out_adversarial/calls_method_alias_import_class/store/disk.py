from pathlib import Path


class DiskStore:
    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, k: str) -> None:
        (self.root / k).write_text(k)
