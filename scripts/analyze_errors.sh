#!/usr/bin/env bash
# analyze_errors.sh [--format markdown|json|html] [--since T] [--until T] [--top N] [--samples N] [FILE...]
# Count the failures in a log of the service. Without FILE, or with -, it reads standard input; --help tells more.
set -euo pipefail
# shellcheck source=scripts/environment.bash
source "$(dirname "${BASH_SOURCE[0]}")/environment.bash"
ensure_environment requirements.txt </dev/null
exec "$VENV/bin/python" "$ROOT/scripts/analyze_errors.py" "$@"
