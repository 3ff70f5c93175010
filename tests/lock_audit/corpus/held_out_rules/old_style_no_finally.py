# corpus: strict not checked
#!/usr/bin/env python
# Old bot code, ported from Python 2.
import threading


class Karma:

    def __init__(self):
        self.lock = threading.Lock()
        self.karma = {}

    def plus(self, nick, by):
        self.lock.acquire()  # expect: LCK001 LCK008
        self.karma[nick] = self.karma.get(nick, 0) + int(by)
        self.lock.release()

    def get(self, nick):
        self.lock.acquire()  # expect: LCK001
        try:
            return self.karma.get(nick, 0)
        finally:
            self.lock.release()

    def names(self):
        with self.lock:
            return list(self.karma)
