# corpus: strict not checked
"""Undo stack: commands have execute/commit/fetch methods of their own."""
import threading


class Command:
    def __init__(self, text):
        self.text = text

    def execute(self, doc):
        doc.append(self.text)

    def rollback(self, doc):
        doc.remove(self.text)


class Draft:
    def __init__(self):
        self.parts = []

    def commit(self):
        done = "".join(self.parts)
        self.parts = []
        return done

    def fetchone(self):
        return self.parts[0] if self.parts else None


class Editor:
    def __init__(self):
        self._lock = threading.Lock()
        self._doc = []
        self._stack = []
        self._draft = Draft()

    def run(self, text):
        command = Command(text)
        with self._lock:
            command.execute(self._doc)
            self._stack.append(command)

    def finish(self):
        with self._lock:
            first = self._draft.fetchone()
            if first is None:
                return ""
            return self._draft.commit()

    def undo(self):
        with self._lock:
            command: Command = self._stack.pop()
            command.rollback(self._doc)
