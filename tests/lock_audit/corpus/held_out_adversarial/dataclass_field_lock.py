# corpus: strict not checked
import threading
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Counter:
    name: str
    hits: int = 0
    gate: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def load(self, p: Path) -> int:
        with self.gate:
            self.hits = int(p.read_text())  # expect: LCK006
            return self.hits

    def load_ok(self, p: Path) -> int:
        text = p.read_text()
        with self.gate:
            self.hits = int(text)
            return self.hits


def use(c: Counter, p: Path) -> None:
    with c.gate:
        p.write_bytes(b"1")  # expect: LCK006
