# corpus: strict not checked
import os

DB_PATH = os.environ.get("SHOP_DB", "shop.db")
SUPPLIER = os.environ.get("SHOP_SUPPLIER", "https://supplier.example.com")
LOW = 5
