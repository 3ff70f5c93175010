# corpus: strict not checked
import threading


class Importer:
    def __init__(self, sink):
        self.sink = sink
        self.imported = 0

    def run(self, rows):
        guard = threading.Lock()  # expect: LCK010
        for row in rows:
            if not guard.acquire(timeout=1):
                continue
            try:
                self.sink.append(row)
                self.imported += 1
            finally:
                guard.release()
        return self.imported

    def reset(self):
        self.imported = 0
