#!/usr/bin/env bash
# load_test_login.sh [--json FILE] [--plot FILE]: log in to the service at BASE_URL (http://127.0.0.1:8000) with
# CONCURRENT_REQUESTS clients (10) for DURATION_SECONDS (60), or RATE times a second whatever it answers; print what
# came of it, and PASS or FAIL. --help tells more.
set -euo pipefail
# shellcheck source=scripts/environment.bash
source "$(dirname "${BASH_SOURCE[0]}")/environment.bash"
ensure_environment requirements-load.txt </dev/null
exec "$VENV/bin/python" "$ROOT/scripts/load_test_login.py" "$@"
