# corpus: strict not checked
from .limiter import RateLimiter
from .logs import console, events
