import threading


class Storage:
    def __init__(self):
        self.lock = threading.Lock()
        self.names = {}
        self.touched = set()

    def name_of(self, user):
        return self.names.get(user)

    def touch(self, user):
        self.touched.add(user)

    def rename(self, user, new):
        self.names[user] = new


storage = Storage()
