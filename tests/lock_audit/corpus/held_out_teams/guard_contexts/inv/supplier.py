# corpus: strict not checked
import httpx


class SupplierClient:
    def __init__(self, base_url: str) -> None:
        self._http = httpx.Client(base_url=base_url, timeout=3.0)

    def quote(self, sku: str) -> int:
        response = self._http.get(f"/sku/{sku}")
        return int(response.json()["available"])
