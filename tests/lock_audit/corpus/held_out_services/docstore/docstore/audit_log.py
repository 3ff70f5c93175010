"""The audit trail is a file; everything else logs to stderr."""
import logging
import logging.handlers

log = logging.getLogger("docstore")
log.addHandler(logging.StreamHandler())

trail = logging.getLogger("docstore.trail")
trail.propagate = False
trail.addHandler(logging.FileHandler("/var/log/docstore-trail.log"))


def record(action: str, name: str) -> None:
    trail.info("%s %s", action, name)


def trace(action: str, name: str) -> None:
    log.debug("%s %s", action, name)
