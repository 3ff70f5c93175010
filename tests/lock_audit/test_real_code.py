"""Code that nobody wrote for the audit: the packages the service stands on, and the standard library."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from tests.lock_audit.auditing import audit

COMMAND = Path(__file__).parents[2] / "scripts" / "audit_lock_patterns.sh"
# Each of them was read, and is true; docs/lock_audit.md tells them.
KNOWN = {
    "cachetools": set(),
    "flask": set(),
    "gunicorn": {("LCK005", "client.py"), ("LCK005", "stash.py"), ("LCK006", "glogging.py")},
    "prometheus_client": {
        ("LCK006", "registry.py"),
        ("LCK007", "registry.py"),
        ("LCK009", "registry.py"),
        ("LCK006", "values.py"),
    },
    "psycopg_pool": {("LCK007", "pool.py")},
    "requests": set(),
    "werkzeug": set(),
}


@pytest.mark.parametrize("package", KNOWN)
def test_only_what_is_true_is_found_in_the_packages_we_use(package: str, tmp_path: Path) -> None:
    """They are full of locks, pools and look-alikes; whoever adopts the audit tries it on such code first."""
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    root = Path(shutil.copytree(Path(spec.origin).parent, tmp_path / package)).parent
    report = audit(root)
    assert report.errors == ()
    assert {(found.rule, found.path.name) for found in report.findings} == KNOWN[package]


@pytest.mark.timeout(900)
def test_the_standard_library_is_audited_without_a_failure(tmp_path: Path) -> None:
    """Half a million lines by hundreds of authors: no file may break the audit down, however it is written."""
    ignored = shutil.ignore_patterns("*-packages", "__pycache__", "test", "tests", "idle_test")
    library = Path(shutil.copytree(sysconfig.get_path("stdlib"), tmp_path / "library", ignore=ignored))
    run = subprocess.run([COMMAND, "--format", "json", library], capture_output=True, text=True, timeout=800)
    assert run.returncode == 1, run.stderr
    report = json.loads(run.stdout)
    assert report["errors"] == []
    assert report["files"] == len(list(library.rglob("*.py")))
