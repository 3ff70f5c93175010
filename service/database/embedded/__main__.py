"""The supervisor process, started by the owner: see supervisor.py."""

import sys

from service.database.embedded.supervisor import main

sys.exit(main(sys.argv[1:]))
