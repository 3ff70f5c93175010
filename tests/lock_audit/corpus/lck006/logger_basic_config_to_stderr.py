# corpus: strict not checked
"""basicConfig without a file writes to a stream, which the rule leaves alone."""

import logging
import sys
import threading

logging.basicConfig(level=logging.INFO, format="%(message)s", handlers=[logging.StreamHandler(sys.stdout)])
log = logging.getLogger("votes")

_vote_lock = threading.Lock()
_votes: dict[str, int] = {}


def vote(name: str) -> int:
    with _vote_lock:
        _votes[name] = _votes.get(name, 0) + 1
        log.info("vote for %s", name)
        logging.debug("votes: %d", len(_votes))
        return _votes[name]


def reset() -> None:
    with _vote_lock:
        _votes.clear()
        log.warning("votes reset")
