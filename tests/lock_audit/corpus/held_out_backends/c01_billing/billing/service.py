from __future__ import annotations

import threading
from dataclasses import dataclass

from .store import InvoiceStore
from .tax import TaxClient


@dataclass
class Draft:
    country: str
    cents: int
    number: int = 0
    rate: float = 0.0


class BillingService:
    def __init__(self, store: InvoiceStore, tax: TaxClient) -> None:
        self._store = store
        self._tax = tax
        self._lock = threading.Lock()
        self._drafts: dict[str, Draft] = {}

    def issue(self, tenant: str, draft_id: str) -> int:
        with self._lock:
            draft = self._drafts.pop(draft_id, None)
            if draft is None:
                raise KeyError(draft_id)
            draft.number = self._store.next_number(tenant)  # expect: LCK004 via next_number -> _read_counter -> connection
            draft.rate = self._tax.rate_for(draft.country)  # expect: LCK005 via rate_for -> _fetch -> requests.get
        return draft.number

    def preview(self, draft_id: str) -> tuple[int, str, int]:
        with self._lock:
            draft = self._drafts[draft_id]
            cents, country = draft.cents, draft.country
            link = self._tax.url_for(country)
            waiting = self._store.waiting()
        return cents, link, waiting

    def issue_outside(self, tenant: str, draft_id: str) -> int:
        number = self._store.next_number(tenant)
        with self._lock:
            draft = self._drafts.pop(draft_id)
            draft.number = number
        draft.rate = self._tax.rate_for(draft.country)
        return number
