# corpus: strict not checked
"""Two loggers: one writes a file, one the usual stream."""
import logging

audit_log = logging.getLogger("reports.audit")
audit_log.addHandler(logging.FileHandler("/var/log/reports.log"))

log = logging.getLogger("reports")
log.addHandler(logging.StreamHandler())
