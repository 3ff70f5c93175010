# corpus: strict not checked
import subprocess
import threading
from subprocess import check_output as _out


def _git(*args):
    return subprocess.run(["git", *args], check=True, capture_output=True)


def _pull(repo):
    return _git("-C", repo, "pull", "--ff-only")


def sync(repo):
    return _pull(repo).returncode == 0


class Mirror:
    def __init__(self, repos):
        self.lock = threading.Lock()
        self.repos = list(repos)
        self.good = 0

    def sync_all(self):
        with self.lock:
            for repo in self.repos:
                if sync(repo):  # expect: LCK006 via sync -> _pull -> _git -> run
                    self.good += 1

    def version(self):
        with self.lock:
            return _out(["git", "--version"])  # expect: LCK006

    def sync_copy(self):
        with self.lock:
            repos = self.repos[:]
        return [sync(r) for r in repos]
