#!/usr/bin/env bash
# benchmark_logging.sh [ROUNDS]: what a log line costs. First the formatter by itself; then requests/s of two services
# that differ only in whether they write the request's line (LOG_LEVEL info or error), loaded in turns by wrk.
set -euo pipefail
# shellcheck source=scripts/environment.bash
source "$(dirname "${BASH_SOURCE[0]}")/environment.bash"
cd "$ROOT"
rounds=${1:-5}
ensure_environment requirements.txt
ensure_packages wrk
"$VENV/bin/python" scripts/benchmark_formatter.py

work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; wait; rm -rf "$work"' EXIT

declare -A url

# start NAME LOG_LEVEL: a service of one worker, to be loaded at url[NAME].
start() {
    local port
    port=$(free_port)
    PORT=$port WEB_CONCURRENCY=1 LOG_LEVEL=$2 SURELOCK_STATE_DIR=$work/$1 "$VENV/bin/surelock" serve >"$work/$1.log" 2>&1 &
    wait_until_ready "http://127.0.0.1:$port" 60 $! || fail "no service: $(tail -n 1 "$work/$1.log")"
    url[$1]=http://127.0.0.1:$port/version
}

# load URL: requests per second.
load() {
    LD_LIBRARY_PATH=$(printf '%s:' "$TOOLS"/usr/lib/*/) "$TOOLS/usr/bin/wrk" -t1 -c8 -d5s "$1" | awk '/^Requests\/sec/ {print $2}'
}

start with info
start without error
load "${url[with]}" >/dev/null # both are warm, then
load "${url[without]}" >/dev/null
echo
echo "GET /version, one worker, 8 connections, 5 s each, in turns"
printf '%8s %18s %18s %8s\n' round 'with line, req/s' 'without, req/s' ratio
for ((i = 1; i <= rounds; i++)); do
    with=$(load "${url[with]}")
    without=$(load "${url[without]}")
    printf '%8d %18s %18s %8s\n' "$i" "$with" "$without" "$(awk -v a="$with" -v b="$without" 'BEGIN {printf "%.3f", a / b}')"
done
