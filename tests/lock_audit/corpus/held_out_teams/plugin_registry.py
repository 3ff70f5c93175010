# corpus: strict not checked
"""Plugin registry with installers looked up in a dispatch table."""
from __future__ import annotations

import subprocess
import sys
import threading
import urllib.request


def _install_wheel(ref: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "install", ref], check=True, timeout=120)


def _install_git(ref: str) -> None:
    subprocess.check_call(["git", "clone", "--depth", "1", ref])


def _install_nothing(ref: str) -> None:
    return None


INSTALLERS = {"wheel": _install_wheel, "git": _install_git, "local": _install_nothing}


class PluginRegistry:
    _shared_lock = threading.Lock()
    _created = 0

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._installed: dict[str, str] = {}
        self._known: list[str] = []
        with PluginRegistry._shared_lock:
            PluginRegistry._created += 1

    def install(self, kind: str, ref: str) -> None:
        with self._lock:
            if ref in self._installed:
                return
            INSTALLERS[kind](ref)  # expect: LCK006
            self._installed[ref] = kind

    def install_later(self, kind: str, ref: str) -> None:
        with self._lock:
            installer = INSTALLERS[kind]
            self._installed[ref] = kind
        installer(ref)

    def discover(self, index_url: str) -> int:
        with self._lock:
            self._known = self._query(index_url)  # expect: LCK005 via _query -> urlopen
            return len(self._known)

    def forget_unknown(self) -> int:
        with threading.Lock():  # expect: LCK010
            gone = [ref for ref in self._installed if ref not in self._known]
            for ref in gone:
                self._installed.pop(ref)
        return len(gone)

    @classmethod
    def created(cls) -> int:
        with cls._shared_lock:
            return cls._created

    def by_kind(self):
        with self._lock:
            return self._installed.items()  # expect: LCK009

    def _query(self, index_url: str) -> list[str]:
        with urllib.request.urlopen(index_url, timeout=3) as resp:
            return resp.read().decode().split()
