#!/usr/bin/env bash
# benchmark_lock_audit.sh [--write]: what the lock audit finds in its corpus beside grep, semgrep and pylint (installed
# into a temporary environment), and what it costs on service/ and on the standard library. --write puts the table into
# docs/lock_audit.md. Takes a few minutes.
set -euo pipefail
# shellcheck source=scripts/environment.bash
source "$(dirname "${BASH_SOURCE[0]}")/environment.bash"
ensure_environment requirements.txt </dev/null
PYTHONPATH=$ROOT:$ROOT/scripts exec "$VENV/bin/python" "$ROOT/scripts/benchmark_lock_audit.py" "$@"
