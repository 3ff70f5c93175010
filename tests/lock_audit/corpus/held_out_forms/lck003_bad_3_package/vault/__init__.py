"""Re-exports."""
from .crypto import *
