# corpus: strict not checked
"""Time limits in seconds."""
FOREVER = -1
SHORT = 0.25
