#!/usr/bin/env bash
# benchmark_analyzer.sh [SIZE_MB]: what analyze_errors.sh costs on a log of that size (300), beside the pipeline of
# grep, sed, sort and uniq that it replaced, and beside jq.
set -euo pipefail
# shellcheck source=scripts/environment.bash
source "$(dirname "${BASH_SOURCE[0]}")/environment.bash"
ensure_environment requirements.txt </dev/null
if ! command -v jq >/dev/null; then
    ensure_packages jq
    libraries=("$TOOLS"/usr/lib/*-linux-*)
    export PATH=$PATH:$TOOLS/usr/bin LD_LIBRARY_PATH=${libraries[0]}
fi
exec "$VENV/bin/python" "$ROOT/scripts/benchmark_analyzer.py" "$@"
