# corpus: strict not checked
"""The package's logger owns the file."""

import logging

_handler = logging.FileHandler("/var/log/billing.log")
logging.getLogger("billing").addHandler(_handler)
