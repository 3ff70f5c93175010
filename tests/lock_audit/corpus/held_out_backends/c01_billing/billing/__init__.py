# corpus: strict not checked
from .service import BillingService, Draft

__all__ = ["BillingService", "Draft"]
