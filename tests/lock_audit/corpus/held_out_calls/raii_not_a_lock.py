# corpus: strict not checked
"""Guard and Lock below are plain objects: nothing waits on anything."""
import sqlite3
import time


class Lock:
    """A padlock in a game."""

    def __init__(self, colour):
        self.colour = colour
        self.closed = True

    def __enter__(self):
        self.closed = False
        return self

    def __exit__(self, *exc):
        self.closed = True

    def acquire(self):
        self.closed = True
        return self

    def release(self):
        self.closed = False


class Game:
    def __init__(self, path):
        self.lock = Lock("red")
        self.conn = sqlite3.connect(path)
        self.doors = {}

    def open_door(self, name):
        with self.lock:
            self.doors[name] = True
            self.conn.execute("UPDATE doors SET open = 1 WHERE name = ?", (name,))
            time.sleep(0.1)

    def close_door(self, name):
        self.lock.acquire()
        self.conn.execute("UPDATE doors SET open = 0 WHERE name = ?", (name,))
        self.lock.release()
