# corpus: strict not checked
import subprocess


class Door:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return False

    def wait(self):
        return self.name


class House:
    def __init__(self, names):
        self._locks: dict[str, Door] = {n: Door(n) for n in names}
        self._calls = 0

    def ring(self, name):
        with self._locks[name] as lock:
            subprocess.run(["play", "ding.wav"], check=False)
            self._calls += 1
            return lock.wait()

    def ring_all(self):
        for name, lock in self._locks.items():
            with lock:
                subprocess.call(["play", name])
        return self._calls
