# corpus: strict not checked
import threading


class Chat:
    def __init__(self):
        self.rooms_lock = threading.Lock()
        self.users_lock = threading.Lock()
        self.rooms = {}
        self.users = {}

    def join(self, user, room):
        with self.users_lock:
            name = self.users[user]
        with self.rooms_lock:
            self.rooms.setdefault(room, set()).add(name)

    def rename(self, user, new_name):
        if not self.users_lock.acquire(timeout=1.0):
            return False
        try:
            old = self.users.get(user)
            self.users[user] = new_name
        finally:
            self.users_lock.release()
        with self.rooms_lock:
            for members in self.rooms.values():
                if old in members:
                    members.discard(old)
                    members.add(new_name)
        return True

    def wipe(self):
        for lock, table in ((self.users_lock, self.users), (self.rooms_lock, self.rooms)):
            with lock:
                table.clear()
