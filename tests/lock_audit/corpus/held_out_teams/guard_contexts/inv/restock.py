# corpus: strict not checked
import time

from .stock import Inventory
from .supplier import SupplierClient


class Restocker:
    def __init__(self, inventory: Inventory, supplier: SupplierClient) -> None:
        self._inventory = inventory
        self._supplier = supplier

    def restock(self, sku: str) -> int:
        with self._inventory.exclusive() as levels:
            available = self._supplier.quote(sku)  # expect: LCK005 via quote -> get
            levels[sku] = levels.get(sku, 0) + available
            return levels[sku]

    def restock_outside(self, sku: str) -> int:
        available = self._supplier.quote(sku)
        with self._inventory.exclusive() as levels:
            levels[sku] = levels.get(sku, 0) + available
            return levels[sku]

    def check(self, sku: str) -> bool:
        with self._inventory.exclusive(timeout=0.5):
            return self._inventory.level(sku) > 0  # expect: LCK007

    def settle(self, sku: str, taken: int) -> None:
        with self._inventory.exclusive() as levels:
            for _ in range(3):
                if levels.get(sku, 0) >= taken:
                    break
                time.sleep(0.1)  # expect: LCK006
            levels[sku] = levels.get(sku, 0) - taken
