# corpus: strict not checked
import requests


def bill_overrun(tenant: str) -> None:
    requests.post("https://billing.example/overrun", json={"tenant": tenant}, timeout=3)
