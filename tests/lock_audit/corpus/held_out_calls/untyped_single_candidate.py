# corpus: strict not checked
import sqlite3
import threading


class Archive:
    def __init__(self, path):
        self.conn = sqlite3.connect(path)

    def persist_episode(self, number):
        self.conn.execute("INSERT INTO episodes VALUES (?)", (number,))


_lock = threading.Lock()
_episodes = []


def publish(archive, number):
    with _lock:
        _episodes.append(number)
        archive.persist_episode(number)  # expect: LCK004 via persist_episode -> execute
        return len(_episodes)


def announce(archive, number):
    archive.persist_episode(number)
    with _lock:
        _episodes.append(number)
