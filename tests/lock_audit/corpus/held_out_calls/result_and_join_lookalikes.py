# corpus: strict not checked
import threading


class Match:
    def __init__(self, home, away):
        self.goals = (home, away)

    def result(self):
        return "%d:%d" % self.goals

    def wait(self, minutes):
        return minutes + 15


class Club:
    def __init__(self):
        self.members = []

    def join(self, who):
        self.members.append(who)
        return len(self.members)

    def get(self, index):
        return self.members[index]


class League:
    def __init__(self):
        self.lock = threading.Lock()
        self.table = {}
        self.club = Club()

    def play(self, name, home, away):
        match = Match(home, away)
        with self.lock:
            self.table[name] = match.result()
            return match.wait(90)

    def enter(self, who):
        with self.lock:
            n = self.club.join(who)
            first = self.club.get(0)
            return (n, first)
