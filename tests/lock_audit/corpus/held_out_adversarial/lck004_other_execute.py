# corpus: strict not checked
import threading


class Command:
    def __init__(self, undo: list) -> None:
        self.undo = undo

    def execute(self, text: str) -> str:
        self.undo.append(text)
        return text

    def commit(self) -> int:
        return len(self.undo)

    def connect(self, slot) -> None:
        self.undo.append(slot)

    def fetchone(self) -> str:
        return self.undo[-1]


class Editor:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.cmd = Command([])

    def run(self, text: str) -> int:
        with self._lock:
            self.cmd.connect(print)
            self.cmd.execute(text)
            self.cmd.fetchone()
            return self.cmd.commit()
