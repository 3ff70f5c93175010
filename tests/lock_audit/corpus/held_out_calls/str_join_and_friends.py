# corpus: strict not checked
import io
import os.path
import queue
import threading


class Report:
    """join, write, read, getvalue: all of them in memory."""

    def __init__(self):
        self._lock = threading.Lock()
        self._lines = []
        self._todo = queue.Queue(maxsize=10)

    def line(self, *parts):
        with self._lock:
            self._lines.append(" ".join(str(p) for p in parts))
            sep = ","
            return sep.join(self._lines)

    def render(self):
        with self._lock:
            out = io.StringIO()
            for line in self._lines:
                out.write(line)
                out.write("\n")
            out.seek(0)
            head = out.read(80)
            return head + out.getvalue()

    def path(self, folder):
        with self._lock:
            return os.path.join(folder, "report-%d.txt" % len(self._lines))

    def take(self):
        with self._lock:
            try:
                job = self._todo.get_nowait()
                self._todo.put_nowait(job)
            except (queue.Empty, queue.Full):
                return None
            return job
