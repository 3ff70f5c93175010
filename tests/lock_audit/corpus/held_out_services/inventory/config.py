import os

DB_PATH = os.environ.get("INVENTORY_DB", "inventory.db")
WAREHOUSE_URL = os.environ.get("WAREHOUSE_URL", "http://warehouse")
ALERT_ADDR = "ops@example.com"
