# corpus: strict not checked
from flask import Blueprint, current_app

from quota.billing import bill_overrun
from quota.locks import tenant_lock
from quota.usage import Usage

bp = Blueprint("quota", __name__)


def _usage() -> Usage:
    return current_app.extensions["usage"]


@bp.post("/quota/<tenant>")
def use(tenant: str):
    used = _usage().add(tenant, 1)
    if used > 1000:
        bill_overrun(tenant)
    return {"used": used}


@bp.post("/quota/<tenant>/reload")
def reload(tenant: str):
    with tenant_lock(tenant):  # expect: LCK001, LCK002
        return {"busy": False}
