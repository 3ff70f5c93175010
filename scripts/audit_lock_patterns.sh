#!/usr/bin/env bash
# audit_lock_patterns.sh [--format text|json|sarif] [--select LCK003,...] [--strict] [PATH...]
# Find waits for locks that may never end, and slow work that is done while a lock is held; see docs/lock_audit.md.
set -euo pipefail
# shellcheck source=scripts/environment.bash
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/environment.bash"
# With -P and -S: nothing of the folder that is audited, or of what is installed, may be imported.
export PYTHONPATH=$ROOT/scripts PYTHONDONTWRITEBYTECODE=1
python=$(find_python) || exit 2
exec "$python" -P -S -m lock_audit "$@"
