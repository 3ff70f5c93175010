#!/usr/bin/env bash
# benchmark_login.sh [--json FILE]: how many people a service of its own logs in, with ten clients and at ten times its
# capacity, beside what bcrypt alone can do on this machine. Takes about two minutes; the machine should be idle.
set -euo pipefail
# shellcheck source=scripts/environment.bash
source "$(dirname "${BASH_SOURCE[0]}")/environment.bash"
ensure_environment requirements-dev.txt </dev/null
PYTHONPATH=$ROOT exec "$VENV/bin/python" "$ROOT/scripts/benchmark_login.py" "$@"
