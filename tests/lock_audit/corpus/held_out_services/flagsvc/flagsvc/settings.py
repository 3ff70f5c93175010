import os

REMOTE = os.environ.get("FLAGS_REMOTE", "https://flags.internal")
DB = os.environ.get("FLAGS_DB", "flags.db")
FOREVER = -1
SHORT = 0.25
SNAPSHOT = os.environ.get("FLAGS_SNAPSHOT", "/var/lib/flags.json")
