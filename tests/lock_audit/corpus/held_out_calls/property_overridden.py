# corpus: strict not checked
import subprocess
import threading


class Revision:
    @property
    def number(self):
        return subprocess.check_output(["git", "rev-parse", "HEAD"])


class FixedRevision(Revision):
    def __init__(self, number):
        self._number = number

    @property
    def number(self):
        return self._number


class Banner:
    def __init__(self):
        self._lock = threading.Lock()
        self._revision = FixedRevision("1.2.3")
        self._shown = {}

    def show(self, who):
        with self._lock:
            text = "v%s" % self._revision.number
            self._shown[who] = text
            return text

    def shown(self, who):
        with self._lock:
            return self._shown.get(who)


def full_banner(revision: Revision):
    return b"rev " + revision.number
