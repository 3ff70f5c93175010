"""What exactly is running: version, commit and build time."""

from __future__ import annotations

import platform
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from service import __version__

GIT_TIMEOUT_S = 2.0
_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class BuildInfo:
    """`commit` and `built_at` (RFC 3339, UTC) are None where neither the platform nor git knows them."""

    version: str
    commit: str | None
    built_at: str | None
    python: str


def read_build_info(platform_commit: str | None) -> BuildInfo:
    """The platform's word for the commit comes first, then git's. Waits: at most GIT_TIMEOUT_S."""
    commit, _, committed_at = _git_head().partition(" ")
    return BuildInfo(
        version=__version__,
        commit=platform_commit or commit or None,
        built_at=committed_at or _installed_at(),
        python=platform.python_version(),
    )


def _git_head() -> str:
    """Hash and time of the checked-out commit, or nothing without git or a repository."""
    if not (_ROOT / ".git").exists():
        return ""
    command = ["git", "-C", str(_ROOT), "show", "-s", "--format=%H %cd", "--date=format-local:%Y-%m-%dT%H:%M:%SZ"]
    try:
        answer = subprocess.run(
            command, capture_output=True, text=True, timeout=GIT_TIMEOUT_S, check=True, env={"TZ": "UTC", "PATH": _PATH}
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.strip()


_PATH = "/usr/local/bin:/usr/bin:/bin"


def _installed_at() -> str:
    moment = datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
