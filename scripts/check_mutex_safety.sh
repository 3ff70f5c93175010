#!/usr/bin/env bash
# check_mutex_safety.sh [PATH...]: the rules about taking and releasing locks alone. The last line is PASS or FAIL.
set -euo pipefail
status=0
"$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/audit_lock_patterns.sh" "$@" --select LCK001,LCK002,LCK008 || status=$?
if [ $status -eq 0 ]; then echo PASS; else echo FAIL; fi
exit $status
