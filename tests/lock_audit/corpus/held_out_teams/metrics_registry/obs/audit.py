# corpus: strict not checked
import logging

audit_log = logging.getLogger("obs.audit")
audit_log.addHandler(logging.FileHandler("/var/log/svc/audit.log"))
audit_log.propagate = False


def record(event: str, key: str) -> None:
    audit_log.info("%s %s", event, key)
