#!/usr/bin/env bash
# Start the service with everything it needs; without DATABASE_URL on the embedded PostgreSQL, and then show a login.
set -euo pipefail
# shellcheck source=scripts/environment.bash
source "$(dirname "${BASH_SOURCE[0]}")/environment.bash"
cd "$ROOT"
ensure_environment requirements.txt
base_url=http://127.0.0.1:${PORT:-8000}
if curl -s -o /dev/null --max-time 2 "$base_url"; then
    fail "something answers at $base_url already; stop it, or set PORT"
fi
if [ -z "${DATABASE_URL:-}" ]; then
    # From a shell of its own, so that the server has no child that is none of its workers. It ends with us ($$).
    (scripts/show_login.sh "$base_url" $$ >&2 &)
fi
exec "$VENV/bin/surelock" serve
