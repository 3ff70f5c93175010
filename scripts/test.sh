#!/usr/bin/env bash
# Run the tests with everything they need; arguments go to pytest.
set -euo pipefail
# shellcheck source=scripts/environment.bash
source "$(dirname "${BASH_SOURCE[0]}")/environment.bash"
cd "$ROOT"
ensure_environment requirements-dev.txt
ensure_packages pgbouncer prometheus
exec "$VENV/bin/python" -m pytest "$@"
