import requests


class TaxClient:
    def __init__(self, base_url: str) -> None:
        self._base = base_url.rstrip("/")

    def url_for(self, country: str) -> str:
        return f"{self._base}/v1/rates/{country.lower()}"

    def rate_for(self, country: str) -> float:
        body = self._fetch(self.url_for(country))
        return float(body["rate"])

    def _fetch(self, url: str) -> dict:
        return requests.get(url, timeout=3.0).json()
