#!/usr/bin/env bash
# Resolve what setup.cfg asks for into the lock files, with hashes. Arguments go to uv (--upgrade, say).
set -euo pipefail
# shellcheck source=scripts/environment.bash
source "$(dirname "${BASH_SOURCE[0]}")/environment.bash"
cd "$ROOT"
ensure_environment requirements-dev.txt
lock() {
    "$VENV/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
        setup.cfg "$@"
}
lock -o requirements.txt "$@"
lock --extra dev --extra load --extra ops --extra otel -c requirements.txt -o requirements-dev.txt "$@"
lock --extra otel -c requirements.txt -o requirements-otel.txt "$@"
lock --extra load -c requirements-dev.txt -o requirements-load.txt "$@"
