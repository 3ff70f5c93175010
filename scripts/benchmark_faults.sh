#!/usr/bin/env bash
# benchmark_faults.sh [--json FILE]: the worst answer that twenty clients get while the database fails in each of five
# ways, and how soon all is well again, directly and through PgBouncer. Takes about four minutes.
set -euo pipefail
# shellcheck source=scripts/environment.bash
source "$(dirname "${BASH_SOURCE[0]}")/environment.bash"
ensure_environment requirements-dev.txt </dev/null
ensure_packages pgbouncer
PYTHONPATH=$ROOT exec "$VENV/bin/python" "$ROOT/scripts/benchmark_faults.py" "$@"
