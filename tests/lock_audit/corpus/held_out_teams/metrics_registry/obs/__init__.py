# corpus: strict not checked
from .audit import record
from .metrics import METRICS, Metrics
