# corpus: strict not checked
import threading


class TrailFile:
    def __init__(self, path):
        self.path = path
        self.handle = open(path, "a")

    def name(self):
        return self.path


class Trails:
    def __init__(self):
        self.lock = threading.Lock()
        self.trails = {}

    def trail(self, user):
        with self.lock:
            if user not in self.trails:
                self.trails[user] = TrailFile(user + ".trail")  # expect: LCK006 via TrailFile -> open
            return self.trails[user].name()

    def trail_early(self, user):
        fresh = TrailFile(user + ".trail")
        with self.lock:
            self.trails.setdefault(user, fresh)
            return self.trails[user].name()
