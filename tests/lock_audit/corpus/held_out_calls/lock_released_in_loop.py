# corpus: strict not checked
import queue
import threading

import psycopg


class Importer:
    def __init__(self, conn: psycopg.Connection):
        self.conn = conn
        self.lock = threading.Lock()
        self.jobs: queue.Queue = queue.Queue(maxsize=50)
        self.done = 0

    def loop(self):
        while True:
            try:
                job = self.jobs.get(timeout=0.5)
            except queue.Empty:
                break
            self.conn.execute("INSERT INTO jobs VALUES (%s)", (job,))
            with self.lock:
                self.done += 1
                if self.done % 100:
                    continue
                done = self.done
            self.conn.commit()
            self.jobs.put(done, timeout=1)

    def progress(self):
        with self.lock:
            return self.done
