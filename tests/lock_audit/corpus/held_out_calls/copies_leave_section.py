# corpus: strict not checked
import copy
import threading
from dataclasses import dataclass, field


@dataclass
class Basket:
    lines: dict[str, int] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, sku: str, count: int) -> int:
        with self.lock:
            self.lines[sku] = self.lines.get(sku, 0) + count
            self.log.append(f"+{count} {sku}")
            return self.lines[sku]

    def snapshot(self) -> dict[str, int]:
        with self.lock:
            return dict(self.lines)

    def deep(self) -> dict[str, int]:
        with self.lock:
            return copy.deepcopy(self.lines)

    def history(self) -> list[str]:
        with self.lock:
            return self.log[:]

    def skus(self) -> list[str]:
        with self.lock:
            return sorted(self.lines)

    def big(self) -> list[str]:
        with self.lock:
            return [s for s, n in self.lines.items() if n > 10]
